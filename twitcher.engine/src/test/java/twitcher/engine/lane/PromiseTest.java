package twitcher.engine.lane;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import twitcher.api.RunMode;

/** The promise, against random sequences of everything that can happen to a lane. */
class PromiseTest {
    private static final int SEQUENCES = Integer.getInteger("twitcher.sequences", 10_000);

    @ParameterizedTest
    @EnumSource(RunMode.class)
    @Timeout(300)
    void theLastStateIsAlwaysStarted(RunMode mode) {
        long seed = Long.getLong("twitcher.seed", System.nanoTime());
        System.out.println("random sequences, " + mode + ": again with -Dtwitcher.seed=" + seed);
        for (int i = 0; i < SEQUENCES; i++) {
            try {
                new World(seed + i, mode).run();
            } catch (AssertionError e) {
                throw new AssertionError("again with -Dtwitcher.seed=" + (seed + i) + "\n" + e.getMessage(), e);
            }
        }
    }
}
