package twitcher.config.python;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The time after a failed start in which none is tried: the longer, the more have failed one after the other, so that
 * many waiting files do not keep a busy machine busy. Not safe for several threads.
 */
final class Pause {
    static final Duration FIRST = Duration.ofSeconds(5);
    static final Duration LONGEST = Duration.ofMinutes(2);

    private final LongSupplier nanos;
    private Duration next = FIRST;
    private long until;
    private Optional<String> why = Optional.empty();

    Pause(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** A start has failed. */
    void begin(String reason) {
        why = Optional.of(reason);
        until = nanos.getAsLong() + next.toNanos();
        Duration twice = next.multipliedBy(2);
        next = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
    }

    /** A start has succeeded. */
    void over() {
        why = Optional.empty();
        next = FIRST;
    }

    /** Why nothing is to be tried now; empty: it may be. */
    Optional<String> why() {
        return why.filter(reason -> nanos.getAsLong() - until < 0);
    }
}
