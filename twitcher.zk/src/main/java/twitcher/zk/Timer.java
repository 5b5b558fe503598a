package twitcher.zk;

import java.time.Duration;

/** Time as the watch layer sees it; the tests have one of their own. */
interface Timer {
    /** Runs {@code task} once, on the timer's thread, after {@code delay}. */
    void after(Duration delay, Runnable task);

    /** Nanoseconds of a clock that never steps. */
    long nanos();
}
