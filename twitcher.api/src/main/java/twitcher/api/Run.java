package twitcher.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One execution of an action for one change: started, perhaps ended.
 *
 * @param id unique on this machine; {@code TWITCHER_RUN} of its process
 * @param watchId the watch it belongs to
 * @param event why it was started
 * @param stat the marks of the state it was given; empty for a missing node
 * @param attempt 1, or more for a retry
 * @param started when it was started
 * @param end how it ended; empty while it is going
 */
public record Run(
        String id, String watchId, Event event, Optional<Stat> stat, int attempt, Instant started, Optional<End> end) {
    public Run {
        requireNonNull(id, "id");
        requireNonNull(watchId, "watchId");
        requireNonNull(event, "event");
        requireNonNull(stat, "stat");
        requireNonNull(started, "started");
        requireNonNull(end, "end");
    }

    /** This run, ended. */
    public Run ended(End how) {
        return new Run(id, watchId, event, stat, attempt, started, Optional.of(how));
    }

    /** This run, without what is kept of its output. */
    public Run withoutOutput() {
        return end.map(e -> ended(new End(e.outcome(), Output.NONE, e.at(), e.took())))
                .orElse(this);
    }

    /**
     * The end of a run.
     *
     * @param outcome how
     * @param output what is kept of its output
     * @param at when, by this machine's clock
     * @param took how long it ran, by a clock that never steps
     */
    public record End(Outcome outcome, Output output, Instant at, Duration took) {
        public End {
            requireNonNull(outcome, "outcome");
            requireNonNull(output, "output");
            requireNonNull(at, "at");
            requireNonNull(took, "took");
        }
    }
}
