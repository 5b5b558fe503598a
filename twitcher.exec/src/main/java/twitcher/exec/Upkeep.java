package twitcher.exec;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What running processes need from time to time: their output truncated, a stop sequence carried on. One thread, which
 * is there only while there is something to do.
 */
final class Upkeep implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long TRIM_MILLIS = 250;

    private final ScheduledThreadPoolExecutor thread =
            new ScheduledThreadPoolExecutor(1, work -> Threads.daemon("twitcher-exec-upkeep", work));
    private final Stops stops = new Stops(thread);
    private final Set<OutputFiles> outputs = ConcurrentHashMap.newKeySet();
    private boolean trimming;

    Upkeep() {
        thread.setKeepAliveTime(5, TimeUnit.SECONDS);
        thread.allowCoreThreadTimeOut(true);
        thread.setRemoveOnCancelPolicy(true);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** The thread, for others that need one now and then. What runs on it must be short. */
    ScheduledThreadPoolExecutor thread() {
        return thread;
    }

    /** Whether what runs is no longer looked after. */
    boolean closed() {
        return thread.isShutdown();
    }

    /** Keeps the output of a run within bounds until {@link #forget}. */
    void keep(OutputFiles output) {
        outputs.add(output);
        trimAgain();
    }

    void forget(OutputFiles output) {
        outputs.remove(output);
    }

    /** Stops what {@code target} is. */
    void stop(Stop.Target target, Backend backend, Duration killAfter) {
        stops.begin(new Stop(target, backend, killAfter, System.nanoTime()));
    }

    /** Looks at once at a target that is being stopped. */
    void hurry(Stop.Target target) {
        stops.hurry(target);
    }

    private synchronized void trimAgain() {
        if (!trimming && !outputs.isEmpty()) {
            trimming = true;
            try {
                thread.schedule(this::trim, TRIM_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("output is left alone from now on");
            }
        }
    }

    private void trim() {
        outputs.forEach(OutputFiles::trim);
        synchronized (this) {
            trimming = false;
        }
        trimAgain();
    }

    /** Waits for what the thread is just doing. */
    @Override
    public void close() {
        Threads.end(thread);
    }
}
