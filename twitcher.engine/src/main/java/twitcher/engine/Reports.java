package twitcher.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Run;
import twitcher.api.RunListener;
import twitcher.api.Watch;
import twitcher.api.admin.Sighting;
import twitcher.api.admin.SightingListener;
import twitcher.engine.lane.Trace;

/** Tells of changes and runs: the log, the figures, and listeners, each on a thread of its own. Any thread; returns at once. */
final class Reports implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Reports.class);

    private final Tally tally = new Tally();
    private final List<Ear<RunListener>> listeners = new CopyOnWriteArrayList<>();
    private final List<Ear<SightingListener>> sightingListeners = new CopyOnWriteArrayList<>();

    void add(RunListener listener) {
        listeners.add(new Ear<>(listener, (l, lost) -> {}));
    }

    void remove(RunListener listener) {
        remove(listeners, listener);
    }

    void add(SightingListener listener) {
        sightingListeners.add(new Ear<>(listener, SightingListener::missed));
    }

    void remove(SightingListener listener) {
        remove(sightingListeners, listener);
    }

    private static <T> void remove(List<Ear<T>> ears, T listener) {
        ears.stream().filter(ear -> ear.isOf(listener)).forEach(Ear::close);
        ears.removeIf(ear -> ear.isOf(listener));
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
            sightingListeners.forEach(ear -> ear.tell(listener -> listener.seen(sighting)));
        }
    }

    void begun(Run run) {
        log.debug("{} starts: event={} run={}", run.watchId(), run.event().word(), run.id());
        tally.begun(run);
        listeners.forEach(ear -> ear.tell(listener -> listener.started(run)));
    }

    /** {@code watch} is empty if it was removed meanwhile. */
    void finished(Run run, Optional<Watch> watch) {
        run.end().ifPresent(end -> tally.ended(run, end));
        RunLine.log(run, watch);
        listeners.forEach(ear -> ear.tell(listener -> listener.ended(run)));
    }

    @Override
    public void close() {
        listeners.forEach(Ear::close);
        sightingListeners.forEach(Ear::close);
    }
}
