package twitcher.engine;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Run;
import twitcher.api.RunListener;
import twitcher.api.admin.Sighting;
import twitcher.api.admin.SightingListener;
import twitcher.engine.lane.Trace;

/** Tells of changes and runs: the log, the figures, and listeners on a thread of their own. Any thread; returns at once. */
final class Reports implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reports.class);
    private static final int QUEUE = 4_096;

    private final Tally tally = new Tally();
    private final List<RunListener> listeners = new CopyOnWriteArrayList<>();
    private final List<SightingListener> sightingListeners = new CopyOnWriteArrayList<>();
    private final AtomicLong dropped = new AtomicLong();
    private final ThreadPoolExecutor teller = new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            Threads.named("listeners"),
            (task, pool) -> dropped.incrementAndGet());

    Reports() {
        teller.allowCoreThreadTimeOut(true);
    }

    void add(RunListener listener) {
        listeners.add(listener);
    }

    void remove(RunListener listener) {
        listeners.remove(listener);
    }

    void add(SightingListener listener) {
        sightingListeners.add(listener);
    }

    void remove(SightingListener listener) {
        sightingListeners.remove(listener);
    }

    Tally tally() {
        return tally;
    }

    /** A watch saw a change. */
    void seen(String watchId, Trace trace) {
        tally.seen(trace.verdict().word());
        if (!sightingListeners.isEmpty()) {
            Sighting sighting =
                    new Sighting(watchId, trace.verdict().word(), trace.event(), trace.stat(), trace.seen());
            later(() -> sightingListeners.forEach(listener -> guarded(listener, l -> l.seen(sighting))));
        }
    }

    void begun(Run run) {
        log.debug("{} starts: event={} run={}", run.watchId(), run.event().word(), run.id());
        tally.begun(run);
        tell(listener -> listener.started(run));
    }

    void finished(Run run) {
        run.end().ifPresent(end -> tally.ended(run, end));
        RunLine.log(run);
        tell(listener -> listener.ended(run));
    }

    /** How many calls of listeners were dropped, because they are slower than the runs. */
    long dropped() {
        return dropped.get();
    }

    private void tell(Consumer<RunListener> what) {
        if (!listeners.isEmpty()) {
            later(() -> listeners.forEach(listener -> guarded(listener, what)));
        }
    }

    private void later(Runnable what) {
        teller.execute(() -> {
            tellOfTheDropped();
            what.run();
        });
    }

    private void tellOfTheDropped() {
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            log.warn("run listeners: {} calls dropped, because a listener is slower than the runs", lost);
            sightingListeners.forEach(listener -> guarded(listener, l -> l.missed(lost)));
        }
    }

    private static <T> void guarded(T listener, Consumer<T> what) {
        try {
            what.accept(listener);
        } catch (RuntimeException | Error e) {
            log.warn("run listener {} threw", listener.getClass().getName(), e);
        }
    }

    @Override
    public void close() {
        teller.shutdownNow();
    }
}
