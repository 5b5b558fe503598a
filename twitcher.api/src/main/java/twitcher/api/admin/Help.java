package twitcher.api.admin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What {@code help} says of a shell command: on its method what it does, in a line; on a parameter {@code WORD:
 * explanation}, with the word in brackets if it may be left out. For bundles whose commands are found by the properties
 * {@code osgi.command.scope} and {@code osgi.command.function} and that import nothing of Gogo, which has
 * {@code @Descriptor} for the same purpose. Of several methods of one name those without it are not shown.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.PARAMETER})
public @interface Help {
    /** The words. */
    String value();
}
