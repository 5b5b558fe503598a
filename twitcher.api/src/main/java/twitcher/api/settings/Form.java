package twitcher.api.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How a component of a {@link SettingRecord} is written, where its type alone does not say; of a list or a map, the values
 * in it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Form {
    /** Which form. */
    Of value();

    /** The forms that there are, with the type of component each is for. */
    enum Of {
        /** A string that may be empty (String). */
        ANY_TEXT,
        /** A string that fits on a line of a log (String). */
        LINE,
        /** Permission bits as octal digits in a string, such as {@code "0644"} (int). */
        OCTAL,
        /** A signal, by number or name (int). */
        SIGNAL,
        /** A user, by name or number (String). */
        USER,
        /** A group, by name or number (String). */
        GROUP,
        /** A command: a string for {@code /bin/sh -c}, or a list; the argv (List&lt;String&gt;). */
        COMMAND,
        /** Environment variables (Map&lt;String, String&gt;). */
        ENVIRONMENT
    }
}
