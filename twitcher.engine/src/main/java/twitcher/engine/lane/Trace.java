package twitcher.engine.lane;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import twitcher.api.Event;
import twitcher.api.Run;
import twitcher.api.Stat;

/**
 * What became of the change last seen: the causal record that explains why something ran, or did not. Small, because
 * every lane has one: what is known elsewhere in the lane, such as how its run ended, is not repeated here.
 *
 * @param verdict what was decided
 * @param event what happened to the node; empty: nothing that counts
 * @param stat the marks of the change
 * @param seen when it was observed
 * @param decided when that was decided
 * @param first when the oldest of the changes was observed whose place it took; {@code seen} if it took none
 * @param replaced how many older changes that had not run it took the place of, or {@link #A_RETRY}
 * @param same when its node was last read again and found the same; {@link #NEVER}: it was not
 * @param way how it got to its start
 */
public record Trace(
        Verdict verdict,
        Optional<Event> event,
        Optional<Stat> stat,
        Instant seen,
        Instant decided,
        Instant first,
        int replaced,
        Instant same,
        Way way) {
    /** The time of what has not happened. */
    public static final Instant NEVER = Instant.EPOCH;

    /** Instead of how many it replaced: it took the place of one that was to be tried again. */
    static final int A_RETRY = -1;

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
        STARTED;

        /** The name as figures and logs have it, such as {@code discarded}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The way of a change to its start.
     *
     * @param settled when its node had been quiet long enough
     * @param splayed when this machine's turn had come
     * @param behind the first run of the same watch that it had to wait for; empty: none
     * @param bars what else it had to wait for
     * @param asked when it asked for a place, last
     * @param started when its newest run was given to be started
     * @param runId that run; empty: none
     */
    public record Way(
            Instant settled,
            Instant splayed,
            String behind,
            Set<Bar> bars,
            Instant asked,
            Instant started,
            String runId) {
        // Not NEVER: whichever of the two classes is used first must not wait for the other.
        static final Way NONE = new Way(Instant.EPOCH, Instant.EPOCH, "", Set.of(), Instant.EPOCH, Instant.EPOCH, "");

        static Way behind(String runId) {
            return new Way(NEVER, NEVER, runId, Set.of(), NEVER, NEVER, "");
        }

        /** The next attempt waits anew, and its node has been quiet already. */
        Way again() {
            return new Way(settled, splayed, "", Set.of(), NEVER, started, runId);
        }
    }

    static final Trace NONE =
            new Trace(Verdict.UNSEEN, Optional.empty(), Optional.empty(), NEVER, NEVER, NEVER, 0, NEVER, Way.NONE);

    public Trace {
        requireNonNull(verdict, "verdict");
        requireNonNull(event, "event");
        requireNonNull(stat, "stat");
        requireNonNull(seen, "seen");
        requireNonNull(decided, "decided");
        requireNonNull(first, "first");
        requireNonNull(same, "same");
        requireNonNull(way, "way");
    }

    static Trace of(Verdict verdict, Optional<Event> event, Observation seen, Moment now) {
        return new Trace(verdict, event, seen.stat(), seen.at(), now.wall(), seen.at(), 0, NEVER, Way.NONE);
    }

    /** A change that waits in the place of this one, which had not run, or which was to be tried again. */
    Trace replacedBy(Event merged, Observation young, Moment now) {
        boolean retried = !way.runId().isEmpty();
        return new Trace(
                Verdict.REPLACED_OLDER,
                Optional.of(merged),
                young.stat(),
                young.at(),
                now.wall(),
                retried ? young.at() : first,
                retried ? A_RETRY : Math.max(0, replaced) + 1,
                NEVER,
                retried ? Way.NONE : way);
    }

    /** Its node was read again, and is the same. */
    Trace sameAgain(Moment now) {
        return new Trace(verdict, event, stat, seen, decided, first, replaced, now.wall(), way);
    }

    Trace settled(Moment now) {
        return on(
                new Way(now.wall(), way.splayed(), way.behind(), way.bars(), way.asked(), way.started(), way.runId()));
    }

    Trace splayed(Moment now) {
        return on(
                new Way(way.settled(), now.wall(), way.behind(), way.bars(), way.asked(), way.started(), way.runId()));
    }

    /** It could start, but for a run that is going, or for {@code bars}. */
    Trace heldUp(Optional<String> run, Set<Bar> bars) {
        String behind = way.behind().isEmpty() ? run.orElse("") : way.behind();
        return behind.equals(way.behind()) && way.bars().containsAll(bars)
                ? this
                : on(new Way(
                        way.settled(), way.splayed(), behind, joined(bars), way.asked(), way.started(), way.runId()));
    }

    private Set<Bar> joined(Set<Bar> more) {
        return way.bars().isEmpty() ? Set.copyOf(more) : Bar.union(way.bars(), more);
    }

    Trace asked(Moment now) {
        return on(new Way(
                way.settled(), way.splayed(), way.behind(), way.bars(), now.wall(), way.started(), way.runId()));
    }

    /** It is to run again: what held up the run before it is over. */
    Trace again() {
        return on(way.again());
    }

    /**
     * A run of {@code next} was given to be started. If that is an older state, because the last change was decided not
     * to run, the decision stays what it is.
     */
    Trace started(Pending next, Run run) {
        Way begun =
                new Way(way.settled(), way.splayed(), way.behind(), way.bars(), way.asked(), run.started(), run.id());
        boolean ours = stat.equals(next.seen().stat());
        if (!ours && verdict != Verdict.UNSEEN) {
            return on(begun);
        }
        Instant at = ours ? seen : next.seen().at();
        return new Trace(
                Verdict.STARTED,
                ours ? event : Optional.of(next.event()),
                next.seen().stat(),
                at,
                ours ? decided : run.started(),
                ours ? first : at,
                replaced,
                same,
                begun);
    }

    private Trace on(Way next) {
        return new Trace(verdict, event, stat, seen, decided, first, replaced, same, next);
    }
}
