package twitcher.exec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stop sequences that are going on. All that are due share one look at the processes of the machine, so that a
 * thousand stops cost hardly more than one.
 */
final class Stops {
    private static final Logger LOG = LoggerFactory.getLogger(Stops.class);

    private final ScheduledExecutorService thread;
    private final List<Stop> going = new ArrayList<>();
    private ScheduledFuture<?> sweep;

    /** Sequences that take their steps on {@code thread}, a single one. */
    Stops(ScheduledExecutorService thread) {
        this.thread = thread;
    }

    /** Begins a sequence. Any thread. */
    void begin(Stop stop) {
        onThread(() -> going.add(stop));
    }

    /** Looks at a target again at once, for it has changed. Any thread. */
    void hurry(Stop.Target target) {
        long now = System.nanoTime();
        onThread(() -> going.stream().filter(stop -> stop.target() == target).forEach(stop -> stop.hurry(now)));
    }

    private void onThread(Runnable change) {
        try {
            thread.execute(() -> {
                change.run();
                sweepAfter(Duration.ZERO);
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("stop sequences end with the bundle");
        }
    }

    private void sweepAfter(Duration delay) {
        if (sweep != null) {
            sweep.cancel(false);
        }
        sweep = thread.schedule(this::sweep, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void sweep() {
        long now = System.nanoTime();
        if (going.stream().anyMatch(stop -> stop.delay(now).isZero())) {
            ProcTable table = ProcTable.read();
            going.removeIf(stop -> stop.delay(now).isZero() && step(stop, table, now));
        }
        going.stream()
                .map(stop -> stop.delay(System.nanoTime()))
                .min(Duration::compareTo)
                .ifPresent(this::sweepAfter);
    }

    /** One sequence that goes wrong must not end the others. */
    private static boolean step(Stop stop, ProcTable table, long now) {
        try {
            return stop.step(table, now);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("run {}: the stop sequence failed", stop.target().runId(), e);
            return true;
        }
    }
}
