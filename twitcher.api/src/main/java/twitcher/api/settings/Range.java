package twitcher.api.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What values a number of a {@link SettingRecord} may have, or a {@link java.time.Duration}, in seconds; of a list or a
 * map, the values in it. Without one a number is 0 or more and a length of time more than 0.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
    /** The least that is allowed. */
    int min() default 0;

    /** The most that is allowed. */
    int max() default Integer.MAX_VALUE;

    /** What a number counts, such as {@code bytes}. A length of time is always in seconds. */
    String unit() default "";
}
