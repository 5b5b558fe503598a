package twitcher.itest.faults;

import java.util.List;
import java.util.Optional;

/**
 * All that is known of one watch at one moment.
 *
 * @param watch the watch
 * @param generation of its action, by the config that counts
 * @param last the state in which its node was left
 * @param asked when that state was asked for, by {@link Uptime}; 0: before the load
 * @param runs what its actions told, in the order of their starts
 * @param verdicts what the daemon's log says of it, in order
 * @param notStarted where in that log something could not start
 * @param loads when, by that log, the daemon or its engine loaded all watches anew
 */
record Evidence(
        WatchSpec watch,
        int generation,
        Final last,
        double asked,
        List<Started> runs,
        List<Verdict> verdicts,
        List<Long> notStarted,
        List<Loaded> loads) {
    /** Somewhere between these places of the log everything was loaded anew. */
    record Loaded(long earliest, long latest) {}

    Evidence {
        runs = List.copyOf(runs);
        verdicts = List.copyOf(verdicts);
        notStarted = List.copyOf(notStarted);
        loads = List.copyOf(loads);
    }

    Optional<Started> newestRun() {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    Optional<Verdict> newestVerdict() {
        return verdicts.isEmpty() ? Optional.empty() : Optional.of(verdicts.get(verdicts.size() - 1));
    }

    /** Whether everything was, or may have been, loaded anew between two places of the log. */
    boolean loadedBetween(long from, long to) {
        return loads.stream().anyMatch(load -> load.latest() >= from && load.earliest() <= to);
    }

    /** Whether the newest verdict was the first one of a life: about the state found at load. */
    boolean newestIsFirstAfterLoad() {
        int size = verdicts.size();
        return size == 1
                || size > 1
                        && loadedBetween(
                                verdicts.get(size - 2).offset(),
                                verdicts.get(size - 1).offset());
    }

    /** Whether everything was surely loaded anew after the newest verdict, which so means nothing. */
    boolean newestIsOutdated() {
        return newestVerdict()
                .filter(verdict -> loads.stream().anyMatch(load -> load.earliest() > verdict.offset()))
                .isPresent();
    }
}
