package twitcher.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import twitcher.api.Change;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.admin.Forecast.Stage;
import twitcher.engine.lane.Input;
import twitcher.engine.lane.LaneState;
import twitcher.engine.lane.Moment;
import twitcher.engine.lane.Order;
import twitcher.engine.lane.Pending;
import twitcher.engine.lane.Step;

/**
 * A lane that only plays: it is asked as a real one is, by the same pure function, on a clock of its own, and what it
 * orders is told and not done. Confined to one thread.
 */
final class Play {
    private static final String RUN_ID = "simulated";
    private static final int MOST_STEPS = 1_000;

    private final World world;
    private final List<Stage> told = new ArrayList<>();
    private final Deque<Input> inputs = new ArrayDeque<>();
    private LaneState state;
    private Optional<Change> node;
    private Moment now;
    private Optional<Order.Start> started = Optional.empty();
    private boolean placeWanted;
    private int runs;
    private int steps;

    /**
     * What answers a lane that plays.
     *
     * @param action what an action type says to a preparation
     * @param place whether there is a free place
     */
    record World(Function<Order.Prepare, Input> action, BooleanSupplier place) {}

    /** {@code node} is what its node is now, if that is known. */
    Play(LaneState state, Optional<Change> node, Moment now, World world) {
        this.node = node;
        this.state = state;
        this.now = now;
        this.world = world;
    }

    LaneState state() {
        return state;
    }

    Moment now() {
        return now;
    }

    /** What happened so far, but for the start. */
    List<Stage> told() {
        return told;
    }

    void tell(Stage stage) {
        told.add(stage);
    }

    /** The last run that was to be started. */
    Optional<Order.Start> started() {
        return started;
    }

    boolean placeWanted() {
        return placeWanted;
    }

    /** Lets something happen, and everything that follows at once. */
    void give(Input input) {
        inputs.add(input);
        while (!inputs.isEmpty() && steps++ < MOST_STEPS) {
            Step step = state.after(inputs.poll(), now);
            state = step.next();
            step.orders().forEach(this::hear);
        }
    }

    /** Its node becomes that. */
    void observe(Change change) {
        node = Optional.of(change);
        give(new Input.Observed(change));
    }

    /** Lets time pass until the change that waits goes on by itself; returns how long, or nothing if it does not. */
    Optional<Duration> elapse() {
        OptionalLong due = state.pending().map(p -> p.stage().due()).orElse(OptionalLong.empty());
        if (due.isEmpty()) {
            return Optional.empty();
        }
        Duration passed = Duration.ofNanos(Math.max(0, due.getAsLong() - now.nanos()));
        pass(passed);
        return Optional.of(passed);
    }

    /** Lets time pass. */
    void pass(Duration time) {
        now = new Moment(now.nanos() + time.toNanos(), now.wall().plus(time));
        give(new Input.Tick());
    }

    /** A place becomes free. */
    void grant() {
        placeWanted = false;
        give(new Input.Granted(RUN_ID + "-" + ++runs));
    }

    /** A run that was to be started has begun, and failed: if anything follows by itself, it is started then. */
    void fail(String runId) {
        started = Optional.empty();
        give(new Input.Started(runId));
        give(new Input.Ended(runId, new Outcome.Exited(1), Output.NONE, ""));
    }

    /** Every run that is going ends well. */
    void endRuns() {
        List<String> going = state.going().stream().map(g -> g.run().id()).toList();
        going.forEach(id -> give(new Input.Ended(id, new Outcome.Succeeded(), Output.NONE, "")));
    }

    /** What waits. */
    Optional<Pending> waiting() {
        return state.given().or(state::pending);
    }

    private void hear(Order order) {
        if (order instanceof Order.Ask) {
            ask();
        } else if (order instanceof Order.Withdraw) {
            placeWanted = false;
        } else if (order instanceof Order.Start start) {
            started = Optional.of(start);
        } else if (order instanceof Order.Prepare prepare) {
            inputs.add(world.action().apply(prepare));
        } else if (order instanceof Order.Subscribe || order instanceof Order.Reread) {
            node.ifPresent(change -> inputs.add(new Input.Observed(change)));
        } else if (order instanceof Order.Signal signal) {
            tell(new Stage(
                    "notify_signal",
                    "sends signal " + signal.number() + " to run " + signal.runId(),
                    Optional.empty()));
        } else if (order instanceof Order.Stop stop) {
            tell(new Stage("stop", "stops run " + stop.runId(), Optional.empty()));
        }
    }

    private void ask() {
        if (world.place().getAsBoolean()) {
            inputs.add(new Input.Granted(RUN_ID + "-" + ++runs));
        } else {
            placeWanted = true;
        }
    }
}
