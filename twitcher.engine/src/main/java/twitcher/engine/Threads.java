package twitcher.engine;

import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of the engine. Lanes decide on two, runs are started on a few others, because a spawn takes milliseconds;
 * one watches the clock. Their queues are bounded by what is queued: a lane is in one at most once, and so is a run.
 */
final class Threads implements AutoCloseable {
    private static final int DECIDING = 2;
    private static final int STARTING = 4;
    /** How long what runs may take to finish when all ends. */
    static final long PATIENCE_NANOS = 1_000_000_000L;

    /** Decisions of lanes; they take microseconds. */
    final ThreadPoolExecutor lanes = pool("lane", DECIDING);
    /** What takes as long as a look at the machine's processes. */
    final ThreadPoolExecutor starts = pool("start", STARTING);
    /** The clock. What it runs only posts. */
    final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("timer"), discarding());

    /** Its threads begin here and now: one that begins in the code of a guest would hold that one's class loader. */
    Threads() {
        timer.setRemoveOnCancelPolicy(true);
        List.of(lanes, starts, timer).forEach(ThreadPoolExecutor::prestartAllCoreThreads);
    }

    private static ThreadPoolExecutor pool(String name, int size) {
        return new ThreadPoolExecutor(
                size, size, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name), discarding());
    }

    private static RejectedExecutionHandler discarding() {
        return (task, pool) -> {};
    }

    /** Makes threads that carry the engine's class loader and nothing of whose thread ever they are made on. */
    static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(null, task, "twitcher-" + name + "-" + count.incrementAndGet(), 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(Threads.class.getClassLoader());
            return thread;
        };
    }

    /** Ends them: what runs on one may finish, within a second; what waits is dropped. */
    @Override
    public void close() {
        timer.shutdownNow();
        List<ThreadPoolExecutor> pools = List.of(starts, lanes);
        for (ThreadPoolExecutor pool : pools) {
            pool.shutdown();
            pool.getQueue().clear();
        }
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (ThreadPoolExecutor pool : pools) {
            await(pool, end);
        }
    }

    private static void await(ThreadPoolExecutor pool, long end) {
        try {
            if (!pool.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
