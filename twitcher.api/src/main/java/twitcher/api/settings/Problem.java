package twitcher.api.settings;

import static java.util.Objects.requireNonNull;

/**
 * What is wrong with a config, where, and what to do about it.
 *
 * @param at where
 * @param message in words: key, value, and the nearest valid one
 */
public record Problem(Location at, String message) {
    public Problem {
        requireNonNull(at, "at");
        requireNonNull(message, "message");
    }

    /** {@code file:line:column: message}. */
    @Override
    public String toString() {
        return at.equals(Location.NONE) ? message : at + ": " + message;
    }
}
