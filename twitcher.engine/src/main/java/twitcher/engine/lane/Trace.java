package twitcher.engine.lane;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import twitcher.api.Event;
import twitcher.api.Stat;

/**
 * What became of the change last seen: the causal record that explains why something ran, or did not.
 *
 * @param verdict what was decided
 * @param event what happened to the node; empty: nothing that counts
 * @param stat the marks of the change
 * @param seen when it was observed
 * @param decided when that was decided
 */
public record Trace(Verdict verdict, Optional<Event> event, Optional<Stat> stat, Instant seen, Instant decided) {
    /** What can become of a change. */
    public enum Verdict {
        /** None was seen yet. */
        UNSEEN,
        /** {@code run_on_load=false} skipped the state found at load. */
        SKIPPED_AT_LOAD,
        /** {@code run_on_load=CHANGED} found it to be the state that was run last. */
        DONE_BEFORE,
        /** The node is missing, and {@code on_delete} does not say RUN. */
        MISSING,
        /** {@code run_mode=DISCARD} dropped it, because a run was going. */
        DISCARDED,
        /** It waits, by itself. */
        WAITS,
        /** It waits in the place of an older one. */
        REPLACED_OLDER,
        /** It was started. */
        STARTED
    }

    static final Trace NONE =
            new Trace(Verdict.UNSEEN, Optional.empty(), Optional.empty(), Instant.EPOCH, Instant.EPOCH);

    public Trace {
        requireNonNull(verdict, "verdict");
        requireNonNull(event, "event");
        requireNonNull(stat, "stat");
        requireNonNull(seen, "seen");
        requireNonNull(decided, "decided");
    }

    static Trace of(Verdict verdict, Optional<Event> event, Observation seen, Moment now) {
        return new Trace(verdict, event, seen.stat(), seen.at(), now.wall());
    }
}
