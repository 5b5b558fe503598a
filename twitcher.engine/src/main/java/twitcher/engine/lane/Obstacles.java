package twitcher.engine.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import twitcher.api.admin.Explanation.Obstacle;
import twitcher.api.admin.Explanation.Reason;

/** Why a lane starts nothing at the moment, in words. Pure. */
public final class Obstacles {
    private final LaneState lane;
    private final Moment now;
    private final String place;
    private final List<Obstacle> all = new ArrayList<>();

    /** {@code place} says what it waits for if it has asked for a place. */
    Obstacles(LaneState lane, Moment now, String place) {
        this.lane = lane;
        this.now = now;
        this.place = place;
        lane.bars().stream().sorted().forEach(bar -> add(reason(bar), words(bar, lane)));
        ofTheNode();
        lane.pending().ifPresent(this::ofTheChange);
    }

    /** All of them, the weightiest first. */
    List<Obstacle> all() {
        return all;
    }

    /** The weightiest, as the end of a sentence. */
    Optional<String> first() {
        return all.stream().findFirst().map(Obstacle::words);
    }

    /** What a change that is to run waits for; empty: nothing waits. */
    public static Optional<Reason> ofPending(LaneState lane) {
        return lane.pending().map(pending -> {
            List<Bar> bars = lane.bars().stream().sorted().toList();
            return bars.isEmpty() ? reason(pending.stage(), lane) : reason(bars.get(0));
        });
    }

    private void ofTheNode() {
        Sight sight = lane.sight();
        if (sight.unreadable().isPresent()) {
            add(
                    Reason.UNREADABLE,
                    "its znode cannot be read: " + sight.unreadable().get());
        } else if (!sight.known()) {
            add(Reason.NOT_READ, "its znode has not been read yet");
        } else if (sight.stat().isEmpty()) {
            add(Reason.MISSING_NODE, "its znode does not exist; its creation will be a change");
        }
    }

    private void ofTheChange(Pending change) {
        Reason reason = reason(change.stage(), lane);
        String words = switch (reason) {
            case SETTLING -> "waits until its znode is quiet (settle), for " + left(change);
            case SPLAYING -> "waits for this machine's turn (splay), for " + left(change);
            case BACKOFF ->
                change.refusals() > 0
                        ? "could not be started, is tried again in " + left(change)
                        : "is tried again (attempt " + change.attempt() + ") in " + left(change);
            case RUN_GOING -> "waits for run " + lane.going().get(0).run().id() + " to end";
            default -> lane.asked().isPresent() ? place : "";
        };
        if (!words.isEmpty()) {
            add(reason, words);
        }
    }

    private static Reason reason(Stage stage, LaneState lane) {
        if (stage instanceof Stage.Settling) {
            return Reason.SETTLING;
        } else if (stage instanceof Stage.Splaying) {
            return Reason.SPLAYING;
        } else if (stage instanceof Stage.Backoff) {
            return Reason.BACKOFF;
        }
        boolean behind = lane.asked().isEmpty() && !lane.going().isEmpty();
        return behind ? Reason.RUN_GOING : Reason.NO_PLACE;
    }

    private String left(Pending change) {
        long due = change.stage().due().orElse(now.nanos());
        return Story.words(Duration.ofNanos(Math.max(0, due - now.nanos())));
    }

    private void add(Reason reason, String words) {
        all.add(new Obstacle(reason, words));
    }

    private static Reason reason(Bar bar) {
        return switch (bar) {
            case REMOVED -> Reason.REMOVED;
            case PAUSED -> Reason.PAUSED;
            case STOPPED -> Reason.STOPPED;
            case HELD -> Reason.HELD;
            case NO_READING -> Reason.NO_READING;
            case ADOPTING -> Reason.ADOPTING;
            case NO_SOURCE -> Reason.NO_SOURCE;
            case NO_TYPE -> Reason.NO_ACTION_TYPE;
            case PREPARING -> Reason.PREPARING;
            case REFUSED -> Reason.REFUSED;
        };
    }

    /** Why a lane with that bar starts nothing. */
    public static String words(Bar bar, LaneState state) {
        return switch (bar) {
            case REMOVED -> "removed";
            case PAUSED -> "paused by an operator; resume releases it";
            case STOPPED -> "stopped after its last retry failed; resume or a changed config releases it";
            case HELD -> "held, because the watched folder looks lost";
            case NO_READING -> "waits for its config file's language or publisher";
            case ADOPTING -> "waits to learn what became of its runs of the daemon before this one";
            case NO_SOURCE -> "waits for the source of changes (twitcher.zk)";
            case NO_TYPE -> "waits for action type " + type(state);
            case PREPARING -> "its action is being made";
            case REFUSED -> state.refusal().orElse("refused by its action type");
        };
    }

    private static String type(LaneState state) {
        return state.watch().map(watch -> watch.action().type()).orElse("");
    }

    /** What was the matter with a lane with that bar, as the end of "the watch ...". */
    static String past(Bar bar) {
        return switch (bar) {
            case REMOVED -> "was removed";
            case PAUSED -> "was paused";
            case STOPPED -> "was stopped after failures";
            case HELD -> "was held";
            case NO_READING -> "waited for its config file's language or publisher";
            case ADOPTING -> "waited to learn what became of runs of the daemon before this one";
            case NO_SOURCE -> "waited for the source of changes";
            case NO_TYPE -> "waited for its action type";
            case PREPARING -> "waited for its action to be made";
            case REFUSED -> "was refused by its action type";
        };
    }
}
