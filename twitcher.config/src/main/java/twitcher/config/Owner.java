package twitcher.config;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gate's thread, {@code twitcher-config}: whatever the gate knows is touched on it only. It never runs code of
 * others for long; what is asked of it after its end is dropped.
 */
final class Owner implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger("twitcher.config");
    private static final int MOST_TIME_TO_WAIT_S = 5;

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                Thread made = new Thread(task, "twitcher-config");
                made.setDaemon(true);
                return made;
            },
            (task, ended) -> LOG.trace("dropped, since the gate ended"));

    Owner() {
        thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(() -> guarded(task));
    }

    /** Runs {@code task} after {@code delay}; cancel it with what is returned. */
    ScheduledFuture<?> after(Duration delay, Runnable task) {
        return thread.schedule(() -> guarded(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("the watched folder: a step failed; the next look goes on", e);
        }
    }

    /** Runs {@code task} and waits for it, but not forever. */
    void await(Runnable task) {
        Future<?> done = thread.submit(() -> guarded(task));
        try {
            done.get(MOST_TIME_TO_WAIT_S, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.error("the watched folder: takes longer than {} s; is its file system stuck?", MOST_TIME_TO_WAIT_S);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs {@code last} as the last task, and waits for it, but not forever. */
    void close(Runnable last) {
        await(last);
        thread.shutdownNow();
    }

    boolean isClosed() {
        return thread.isShutdown();
    }
}
