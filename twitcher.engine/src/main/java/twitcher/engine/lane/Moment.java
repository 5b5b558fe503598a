package twitcher.engine.lane;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * A point in time, by two clocks.
 *
 * @param nanos by a clock that never steps; only differences mean something
 * @param wall by this machine's clock, for people
 */
public record Moment(long nanos, Instant wall) {
    public Moment {
        requireNonNull(wall, "wall");
    }

    /** This moment of this machine. */
    public static Moment now() {
        return new Moment(System.nanoTime(), Instant.now());
    }

    long after(Duration delay) {
        return nanos + Delays.nanos(delay);
    }

    boolean reached(long due) {
        return nanos - due >= 0;
    }
}
