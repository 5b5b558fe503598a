package twitcher.engine;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Makes the ids of runs: short, sorted by time, and unique on this machine, also when the clock steps back within a
 * daemon's life and beside another daemon. In base 36: milliseconds with a counter, then three digits of this engine.
 */
final class RunIds {
    private static final int PER_MILLISECOND = 36 * 36;
    private static final int ENGINES = 36 * 36 * 36;

    private final LongSupplier millis;
    private final String engine;
    private final AtomicLong last = new AtomicLong();

    RunIds() {
        this(System::currentTimeMillis, new SecureRandom().nextInt(ENGINES));
    }

    RunIds(LongSupplier millis, int engine) {
        this.millis = millis;
        this.engine = Integer.toString(ENGINES + engine % ENGINES, 36).substring(1);
    }

    String next() {
        long now = millis.getAsLong() * PER_MILLISECOND;
        return Long.toString(last.accumulateAndGet(now, (old, young) -> Math.max(old + 1, young)), 36) + engine;
    }
}
