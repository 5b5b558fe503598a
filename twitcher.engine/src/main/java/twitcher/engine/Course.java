package twitcher.engine;

import java.time.Duration;
import java.util.Optional;
import twitcher.api.Policy;
import twitcher.api.RunMode;
import twitcher.api.admin.Forecast;
import twitcher.api.admin.Forecast.Verdict;
import twitcher.engine.lane.Bar;
import twitcher.engine.lane.Input;
import twitcher.engine.lane.LaneState;
import twitcher.engine.lane.Obstacles;
import twitcher.engine.lane.Pending;
import twitcher.engine.lane.Stage;
import twitcher.engine.lane.Trace;

/**
 * Follows a play to the start of its run: whatever holds it up is told, and then taken out of its way, so that what would
 * run is known too. Confined to one thread.
 */
final class Course {
    private static final int MOST_OBSTACLES = 50;

    private final Play play;
    private final Trace before;
    private Verdict verdict = Verdict.STARTS;

    /** {@code before} is what was known of the last change before the play began. */
    Course(Play play, Trace before) {
        this.play = play;
        this.before = before;
    }

    Verdict verdict() {
        return verdict;
    }

    /** Until a run starts, or nothing waits, or nothing gets it out of the way. */
    void follow() {
        for (int i = 0; i < MOST_OBSTACLES && play.started().isEmpty(); i++) {
            if (play.waiting().isEmpty()) {
                nothing();
                return;
            }
            if (!overcome()) {
                return;
            }
        }
    }

    /** The next obstacle, in the order in which they stand; whether the play goes on. */
    private boolean overcome() {
        LaneState lane = play.state();
        if (lane.given().isEmpty() && isDue(lane.pending())) {
            wait(lane.pending().orElseThrow().stage());
        } else if (!lane.bars().isEmpty()) {
            return release(lane.bars().stream().sorted().findFirst().orElseThrow());
        } else if (play.placeWanted()) {
            tell(
                    Verdict.WAITS,
                    "place",
                    "waits for a free place: as many runs are going as maxRuns of twitcher.engine.cfg, or the action type,"
                            + " allows");
            play.grant();
        } else if (!lane.going().isEmpty()) {
            waitForRuns(lane);
        } else {
            return false;
        }
        return true;
    }

    private static boolean isDue(Optional<Pending> pending) {
        return pending.filter(p -> p.stage().due().isPresent()).isPresent();
    }

    private void wait(Stage stage) {
        Optional<Duration> passed = play.elapse();
        if (stage instanceof Stage.Settling) {
            tell(Verdict.WAITS, "settle", "waits until its znode is quiet", passed);
        } else if (stage instanceof Stage.Splaying) {
            tell(Verdict.WAITS, "splay", "waits for this machine's turn", passed);
        } else {
            tell(Verdict.WAITS, "backoff", "waits before it is tried again", passed);
        }
    }

    private void waitForRuns(LaneState lane) {
        RunMode mode = lane.watch().map(w -> w.policy()).orElse(Policy.DEFAULT).runMode();
        String first = lane.going().get(0).run().id();
        String words = switch (mode) {
            case QUEUE -> "waits until run " + first + " has ended (QUEUE)";
            case RESTART -> "starts when run " + first + " has ended (RESTART)";
            case PARALLEL -> "waits until one of " + lane.going().size() + " runs has ended (max_parallel)";
            case DISCARD -> "waits until run " + first + " has ended: it came before that began (DISCARD)";
        };
        tell(Verdict.WAITS, "run_mode", words);
        play.endRuns();
    }

    private boolean release(Bar bar) {
        tell(Verdict.BLOCKED, "blocked", "starts nothing: " + Obstacles.words(bar, play.state()));
        Optional<Input> key = key(bar);
        key.ifPresent(play::give);
        return key.isPresent();
    }

    /** What takes it away; empty: nothing that can be played. */
    private Optional<Input> key(Bar bar) {
        LaneState lane = play.state();
        return switch (bar) {
            case PAUSED, STOPPED -> Optional.of(new Input.Resume());
            case HELD, NO_READING ->
                lane.watch().map(watch -> new Input.Loaded(watch, false, Input.Remembered.NOTHING));
            case ADOPTING -> Optional.of(new Input.AdoptionDone());
            case NO_SOURCE -> Optional.of(new Input.SourceCame());
            case PREPARING -> Optional.of(new Input.Prepared(lane.ticket()));
            case REMOVED, NO_TYPE, REFUSED -> Optional.empty();
        };
    }

    /** Nothing waits and nothing was started: why. */
    private void nothing() {
        Trace trace = play.state().trace();
        if (trace.equals(before)) {
            unknown();
            return;
        }
        switch (trace.verdict()) {
            case DISCARDED -> dropped();
            case MISSING ->
                tell(
                        Verdict.NOTHING,
                        "on_delete",
                        "a znode that does not exist is nothing to run for, unless on_delete=RUN and it did exist");
            case SKIPPED_AT_LOAD ->
                tell(Verdict.NOTHING, "run_on_load", "the state found at load is not run (run_on_load=false)");
            case DONE_BEFORE ->
                tell(Verdict.NOTHING, "run_on_load", "it is the state that was run last (run_on_load=CHANGED)");
            case STARTED ->
                tell(Verdict.NOTHING, "retries", "is not tried again: retries are used up, or it is newer data");
            case UNSEEN, WAITS, REPLACED_OLDER -> unknown();
        }
    }

    private void unknown() {
        boolean unread = !play.state().sight().known() && play.state().loading();
        if (unread) {
            tell(Verdict.WAITS, "znode", "waits until its znode is read, which could not be done now");
        } else {
            tell(Verdict.NOTHING, "znode", "nothing that it has not seen, so nothing to run for");
        }
    }

    private void dropped() {
        String run = play.state().going().get(0).run().id();
        tell(Verdict.DROPPED, "run_mode", "is dropped, because run " + run + " is going (DISCARD)");
    }

    private void tell(Verdict how, String name, String words) {
        tell(how, name, words, Optional.empty());
    }

    /** A worse verdict stays. */
    private void tell(Verdict how, String name, String words, Optional<Duration> lasts) {
        verdict = how.compareTo(verdict) > 0 ? how : verdict;
        play.tell(new Forecast.Stage(name, words, lasts));
    }

    /** The run fails, and whatever then starts is the one that is asked for. */
    void again() {
        play.started().ifPresent(first -> {
            play.fail(first.run().id());
            verdict = Verdict.STARTS;
            follow();
        });
    }
}
