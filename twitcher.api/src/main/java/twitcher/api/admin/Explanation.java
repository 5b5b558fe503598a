package twitcher.api.admin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import twitcher.api.Event;
import twitcher.api.Stat;

/**
 * Why the last change of a watch was run, or was not.
 *
 * @param watchId the watch
 * @param verdict what came of the change, in one word
 * @param answer the same in a sentence for the operator
 * @param event why the change counts; empty: none was seen, or it does not count
 * @param stat the marks of the change; empty: none was seen, or the node did not exist
 * @param steps what happened to it, in order
 * @param obstacles why nothing is started at the moment, the weightiest first; empty: nothing stands in the way
 */
public record Explanation(
        String watchId,
        Verdict verdict,
        String answer,
        Optional<Event> event,
        Optional<Stat> stat,
        List<Step> steps,
        List<Obstacle> obstacles) {
    /** What can come of a change. */
    public enum Verdict {
        /** No change was seen since the engine started. */
        UNSEEN,
        /** It ran, and that went well. */
        RAN,
        /** It ran, and failed. */
        FAILED,
        /** It ran, and was stopped on purpose, or nobody saw how it ended. */
        ENDED,
        /** It runs at the moment. */
        RUNS,
        /** It is to run and waits. */
        WAITS,
        /** It is not run, by the watch's own settings. */
        SKIPPED
    }

    /** What can happen to a change. */
    public enum Kind {
        /** It was seen. */
        SEEN,
        /** It took the place of older ones that had not run. */
        REPLACED,
        /** Its node had been quiet long enough. */
        SETTLED,
        /** This machine's turn in the fleet came. */
        SPLAYED,
        /** It had waited for what stood in the way. */
        WAITED,
        /** A run of it was started. */
        STARTED,
        /** That run ended. */
        ENDED,
        /** It is to be tried again. */
        RETRY,
        /** It was decided that it is not to run. */
        SKIPPED,
        /** Its node was read again and found the same. */
        SAME
    }

    /**
     * One thing that happened.
     *
     * @param kind what
     * @param at when, by this machine's clock; of a {@link Kind#RETRY}: when it is due
     * @param words for the operator
     * @param run the id of the run it is about, if it is about one
     */
    public record Step(Kind kind, Instant at, String words, Optional<String> run) {
        public Step {
            requireNonNull(kind, "kind");
            requireNonNull(at, "at");
            requireNonNull(words, "words");
            requireNonNull(run, "run");
        }
    }

    /** Why nothing is started. */
    public enum Reason {
        /** An operator paused the watch. */
        PAUSED,
        /** It was stopped after failures. */
        STOPPED,
        /** The watched folder is not to be trusted at the moment. */
        HELD,
        /** Its action type refused its settings. */
        REFUSED,
        /** There is no action type of its name. */
        NO_ACTION_TYPE,
        /** Nobody publishes the reading of its file at the moment. */
        NO_READING,
        /** There is no source of changes. */
        NO_SOURCE,
        /** What became of runs of a daemon before this one is not known yet. */
        ADOPTING,
        /** Its action is being made. */
        PREPARING,
        /** No reading has it any more. */
        REMOVED,
        /** Its node cannot be read, for lack of access or another reason. */
        UNREADABLE,
        /** Its node has not been read yet. */
        NOT_READ,
        /** Its node does not exist. */
        MISSING_NODE,
        /** A change waits for its node to be quiet. */
        SETTLING,
        /** A change waits for this machine's turn. */
        SPLAYING,
        /** A failed change waits to be tried again. */
        BACKOFF,
        /** A change waits for a run of the same watch to end. */
        RUN_GOING,
        /** A change waits for a free place: as many runs are going as may. */
        NO_PLACE
    }

    /**
     * What stands in the way.
     *
     * @param reason in one word
     * @param words for the operator, with what can be done
     */
    public record Obstacle(Reason reason, String words) {
        public Obstacle {
            requireNonNull(reason, "reason");
            requireNonNull(words, "words");
        }
    }

    public Explanation {
        requireNonNull(watchId, "watchId");
        requireNonNull(verdict, "verdict");
        requireNonNull(answer, "answer");
        requireNonNull(event, "event");
        requireNonNull(stat, "stat");
        steps = List.copyOf(steps);
        obstacles = List.copyOf(obstacles);
    }
}
