package twitcher.api.admin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engine in figures. Counts only grow, from zero when the engine starts.
 *
 * @param since when it started
 * @param changes how many changes were seen, by what was decided: {@code waits}, {@code discarded}, ...
 * @param runs how many runs ended, by outcome: {@code succeeded}, {@code exited}, ...
 * @param runTime how long runs took
 * @param setToStart from the setting of a node, by the server's clock, to the start of its run, by this machine's
 * @param startTime how long starting a run took, for a process: its spawn
 * @param places the bound on running processes
 * @param lanesQueued how many watches have something to decide and wait for a thread
 * @param startsQueued how many runs are to be started and wait for a thread
 * @param starts how starting goes
 * @param storeProblem why history and positions are not kept on disk; empty: they are
 */
public record Figures(
        Instant since,
        Map<String, Long> changes,
        Map<String, Long> runs,
        Distribution runTime,
        Distribution setToStart,
        Distribution startTime,
        Places places,
        int lanesQueued,
        int startsQueued,
        Starts starts,
        Optional<String> storeProblem) {
    public Figures {
        requireNonNull(since, "since");
        changes = Map.copyOf(changes);
        runs = Map.copyOf(runs);
        requireNonNull(runTime, "runTime");
        requireNonNull(setToStart, "setToStart");
        requireNonNull(startTime, "startTime");
        requireNonNull(places, "places");
        requireNonNull(starts, "starts");
        requireNonNull(storeProblem, "storeProblem");
    }

    /**
     * How durations are distributed.
     *
     * @param bounds upper bounds in seconds, inclusive, ascending; there is one more, infinity
     * @param counts how many durations fell into each, infinity's last; not cumulative
     * @param sum of all durations
     */
    public record Distribution(List<Double> bounds, List<Long> counts, Duration sum) {
        public Distribution {
            bounds = List.copyOf(bounds);
            counts = List.copyOf(counts);
            requireNonNull(sum, "sum");
            if (counts.size() != bounds.size() + 1) {
                throw new IllegalArgumentException("counts: must be one more than bounds, were " + counts.size());
            }
        }

        /** How many durations there were. */
        public long count() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }
    }

    /**
     * The bound on runs.
     *
     * @param taken how many are going
     * @param bound how many may
     * @param waiting how many watches wait for a place
     */
    public record Places(int taken, int bound, int waiting) {}

    /**
     * How starting goes.
     *
     * @param failedInARow how many of the newest runs could not be started; 0: the newest could
     * @param newestFailure the newest that could not, and why
     */
    public record Starts(int failedInARow, Optional<String> newestFailure) {
        public Starts {
            requireNonNull(newestFailure, "newestFailure");
        }
    }
}
