package twitcher.api.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Component properties of a {@link ConfigLanguage}: {@code @ConfigLanguageName(name = "json", extension = "json")}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ConfigLanguageName {
    /** What every property name begins with. */
    String PREFIX_ = "twitcher.config.language.";

    /** The name shown to operators. */
    String name();

    /** The ending of its files, without the dot. */
    String extension();

    /** The ending of modules that lie beside its files, without the dot; they are checked and watched likewise. */
    String modules() default "";

    /**
     * How many files it may be asked to read at once, each on a thread of its own. Files are read one after the other all
     * the same, unless one takes longer than a second and holds up others.
     */
    int atOnce() default 1;
}
