package twitcher.api.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The value of a component of a {@link SettingRecord} that is not given; without one it must be given. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /**
     * The value as a config has it, without quotes: {@code "10"}, {@code "true"}, {@code "POST"}; for a list its items,
     * perhaps none; for a map nothing: it is empty.
     */
    String[] value();
}
