package twitcher.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import twitcher.api.Event;
import twitcher.api.Outcome;
import twitcher.api.Run;
import twitcher.api.admin.Figures;
import twitcher.api.admin.Figures.Starts;

/** Counts where it happens, so that nothing is lost however slow a listener is. Any thread, without a lock. */
final class Tally {
    private final Instant since = Instant.now();
    private final Map<String, LongAdder> changes = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> runs = new ConcurrentHashMap<>();
    private final Buckets runTime =
            new Buckets(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600);
    private final Buckets setToStart =
            new Buckets(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300);
    private final Buckets startTime =
            new Buckets(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5);
    private final AtomicInteger failedStarts = new AtomicInteger();
    private volatile Optional<String> newestFailure = Optional.empty();

    /** A change was seen, and that was decided. */
    void seen(String decided) {
        changes.computeIfAbsent(decided, name -> new LongAdder()).increment();
    }

    /** A run was started: after a set of its node, if that is why. */
    void begun(Run run) {
        boolean set = run.event() == Event.CHANGED || run.event() == Event.CREATED;
        if (set && run.attempt() == 1) {
            run.stat()
                    .ifPresent(stat ->
                            setToStart.add(Duration.between(Instant.ofEpochMilli(stat.mtimeMillis()), Instant.now())));
        }
    }

    /** Starting a run took so long. */
    void startTook(Duration time) {
        startTime.add(time);
    }

    void ended(Run run, Run.End end) {
        runs.computeIfAbsent(end.outcome().kind(), name -> new LongAdder()).increment();
        if (end.outcome() instanceof Outcome.NotStarted failure) {
            didNotStart(run, failure.why());
        } else if (end.outcome() instanceof Outcome.Postponed failure) {
            didNotStart(run, failure.why());
        } else {
            runTime.add(end.took());
            wasStarted(end.outcome());
        }
    }

    private void didNotStart(Run run, String why) {
        newestFailure = Optional.of(run.watchId() + ": " + why);
        failedStarts.incrementAndGet();
    }

    private void wasStarted(Outcome outcome) {
        boolean seenToRun = !(outcome instanceof Outcome.Cancelled || outcome instanceof Outcome.Unknown);
        if (seenToRun && failedStarts.get() > 0) {
            failedStarts.set(0);
        }
    }

    Figures now(Figures.Places places, Threads threads, int waitingToStart, Optional<String> storeProblem) {
        return new Figures(
                since,
                sums(changes),
                sums(runs),
                runTime.now(),
                setToStart.now(),
                startTime.now(),
                places,
                threads.lanes.getQueue().size(),
                threads.starts.getQueue().size() + waitingToStart,
                new Starts(failedStarts.get(), newestFailure),
                storeProblem);
    }

    private static Map<String, Long> sums(Map<String, LongAdder> adders) {
        Map<String, Long> sums = new TreeMap<>();
        adders.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }
}
