package twitcher.zk;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The one thread of this bundle that keeps the time; tasks that come after its end are dropped. */
final class TimerThread implements Timer, AutoCloseable {
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, named("timer"), new ThreadPoolExecutor.DiscardPolicy());

    TimerThread() {
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Makes daemon threads named {@code twitcher-zk-PURPOSE}. */
    static ThreadFactory named(String purpose) {
        return task -> {
            Thread thread = new Thread(task, "twitcher-zk-" + purpose);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void after(Duration delay, Runnable task) {
        timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
