package twitcher.api.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a component of a {@link SettingRecord} means, in a sentence for the operator. Each component has one. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
// On the accessor too, where bnd sees it: else a bundle with settings might not import this package, and then the JVM
// drops the annotation without a word.
@Target({ElementType.RECORD_COMPONENT, ElementType.METHOD})
public @interface Doc {
    /** The sentence. */
    String value();
}
