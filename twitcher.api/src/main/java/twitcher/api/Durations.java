package twitcher.api;

import java.time.Duration;

/** Checks lengths of time in constructors. */
final class Durations {
    private Durations() {}

    static void check(String name, Duration length) {
        if (length.isNegative()) {
            throw new IllegalArgumentException(name + ": must not be negative, was: " + length);
        }
    }
}
