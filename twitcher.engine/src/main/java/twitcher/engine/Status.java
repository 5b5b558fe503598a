package twitcher.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import twitcher.api.Run;
import twitcher.api.admin.WatchStatus;
import twitcher.engine.lane.Going;
import twitcher.engine.lane.LaneState;
import twitcher.engine.lane.Obstacles;
import twitcher.engine.lane.Pending;
import twitcher.engine.lane.Stage;

/** A lane's state in the words of the administration. */
final class Status {
    private Status() {}

    /**
     * Empty if no reading has told what the watch is.
     *
     * @param place what a watch waits for that has asked for a place, by its action type
     */
    static Optional<WatchStatus> of(LaneState state, UnaryOperator<String> place) {
        return state.watch()
                .map(watch -> new WatchStatus(
                        watch,
                        state.doing(),
                        why(state, place),
                        state.sight().known(),
                        state.sight().stat(),
                        state.pending().isPresent() || state.given().isPresent(),
                        runs(state),
                        state.last(),
                        state.since()));
    }

    private static List<Run> runs(LaneState state) {
        return state.going().stream().map(Going::run).toList();
    }

    private static Optional<String> why(LaneState state, UnaryOperator<String> place) {
        return switch (state.doing()) {
            case IDLE -> state.sight().stat().isEmpty() ? Optional.of("its znode does not exist") : Optional.empty();
            case ARMING -> Optional.of("waits for its znode to be read");
            case UNREADABLE -> state.sight().unreadable();
            case PENDING -> state.pending().map(pending -> words(pending, state, place));
            case RUNNING -> stopping(state);
            case WAITING, REFUSED, PAUSED, STOPPED, HELD ->
                state.bars().stream().sorted().findFirst().map(bar -> Obstacles.words(bar, state));
        };
    }

    private static String words(Pending pending, LaneState state, UnaryOperator<String> place) {
        Stage stage = pending.stage();
        if (stage instanceof Stage.Settling settling) {
            return "waits until its znode is quiet (settle), for " + left(settling.at());
        } else if (stage instanceof Stage.Splaying splaying) {
            return "waits for this machine's turn (splay), for " + left(splaying.at());
        } else if (stage instanceof Stage.Backoff backoff) {
            return pending.refusals() > 0
                    ? "could not be started, is tried again in " + left(backoff.at())
                    : "is tried again (attempt " + pending.attempt() + ") in " + left(backoff.at());
        }
        return state.watch()
                .filter(watch -> state.asked().isPresent())
                .map(watch -> place.apply(watch.action().type()))
                .orElse("is about to start");
    }

    private static String left(long due) {
        return Math.max(0, Duration.ofNanos(due - System.nanoTime()).toMillis()) / 1_000.0 + " s";
    }

    private static Optional<String> stopping(LaneState state) {
        return state.going().stream()
                .filter(g -> g.phase().stopping())
                .findFirst()
                .map(g -> "run " + g.run().id() + " was told to stop and has not ended");
    }
}
