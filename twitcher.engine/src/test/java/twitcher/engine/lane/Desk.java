package twitcher.engine.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import twitcher.api.ActionSpec;
import twitcher.api.Change;
import twitcher.api.Node;
import twitcher.api.OnDelete;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.Policy;
import twitcher.api.Retry;
import twitcher.api.Run;
import twitcher.api.RunMode;
import twitcher.api.RunOnLoad;
import twitcher.api.Stat;
import twitcher.api.Surroundings;
import twitcher.api.Watch;

/** A lane on the desk of a test: everything around it works at once, and time passes when the test says so. */
final class Desk {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    LaneState lane = LaneState.fresh("f:w", "host", Set.of(), START);
    final List<Order> orders = new ArrayList<>();
    private Watch watch;
    private boolean placesFree = true;
    private boolean asked;
    private long nanos;
    private int runs;

    Desk(Policy policy) {
        this(Node.data("/n"), policy);
    }

    /** A desk whose lane is in that state when its watch is loaded. */
    Desk(Policy policy, LaneState lane) {
        this.lane = lane;
        watch = new Watch("f:w", Node.data("/n"), new ActionSpec("t", Map.of()), policy, Surroundings.DEFAULT);
        load(watch);
    }

    /** A desk whose watch is loaded by a daemon that remembers a position. */
    static Desk remembering(Policy policy, Optional<Position> position) {
        Desk desk = new Desk(policy);
        desk.lane = LaneState.fresh("f:w", "host", Set.of(), START);
        desk.in(new Input.Loaded(desk.watch, false, new Input.Remembered(position, false, false)));
        return desk;
    }

    Moment now() {
        return new Moment(nanos, START.plusNanos(nanos));
    }

    /** The runs that ended, as they are kept. */
    List<Run> finished() {
        return ordered(Order.Finished.class).map(Order.Finished::run).toList();
    }

    Desk(Node node, Policy policy) {
        watch = new Watch("f:w", node, new ActionSpec("t", Map.of()), policy, Surroundings.DEFAULT);
        load(watch);
    }

    /** A desk whose watch was loaded with the state 1, which ran well. */
    static Desk loaded(Policy policy) {
        Desk desk = new Desk(policy);
        desk.sees(1);
        desk.ends(new Outcome.Succeeded());
        desk.orders.clear();
        return desk;
    }

    /** A policy with some settings, the others at their defaults. */
    static final class Settings {
        RunOnLoad runOnLoad = RunOnLoad.ALWAYS;
        RunMode mode = RunMode.QUEUE;
        int maxParallel = 16;
        Optional<Integer> signal = Optional.empty();
        Optional<Duration> timeout = Optional.empty();
        Duration settle = Duration.ZERO;
        Duration splay = Duration.ZERO;
        OnDelete onDelete = OnDelete.IGNORE;
        Retry retry = Retry.NONE;

        Settings copy() {
            Settings copy = new Settings();
            copy.runOnLoad = runOnLoad;
            copy.mode = mode;
            copy.maxParallel = maxParallel;
            copy.signal = signal;
            copy.timeout = timeout;
            copy.settle = settle;
            copy.splay = splay;
            copy.onDelete = onDelete;
            copy.retry = retry;
            return copy;
        }

        Policy policy() {
            return new Policy(runOnLoad, mode, maxParallel, signal, timeout, settle, splay, onDelete, retry);
        }
    }

    void load(Watch young) {
        watch = young;
        in(new Input.Loaded(young, false, Input.Remembered.NOTHING));
    }

    Watch watch() {
        return watch;
    }

    void in(Input input) {
        Step step = lane.after(input, new Moment(nanos, START.plusNanos(nanos)));
        lane = step.next();
        orders.addAll(step.orders());
        step.orders().forEach(this::serve);
    }

    private void serve(Order order) {
        if (order instanceof Order.Prepare prepare) {
            in(new Input.Prepared(prepare.ticket()));
        } else if (order instanceof Order.Start start) {
            in(new Input.Started(start.run().id()));
        } else if (order instanceof Order.Ask) {
            asked = true;
            grant();
        } else if (order instanceof Order.Withdraw) {
            asked = false;
        }
    }

    void places(boolean free) {
        placesFree = free;
        grant();
    }

    private void grant() {
        if (asked && placesFree) {
            asked = false;
            in(new Input.Granted("r" + ++runs));
        }
    }

    /** The node has the state of that number; a creation if it did not exist. */
    void sees(long mzxid) {
        sees(1, mzxid);
    }

    void sees(long czxid, long mzxid) {
        Stat stat = new Stat(czxid, mzxid, mzxid, 0, 0);
        in(new Input.Observed(Change.present(watch.node(), stat, Payload.ofText("" + mzxid), START.plusNanos(nanos))));
    }

    void seesNothing() {
        in(new Input.Observed(Change.missing(watch.node(), START.plusNanos(nanos))));
    }

    /** The oldest run ends. */
    void ends(Outcome outcome) {
        ends(lane.going().get(0).run().id(), outcome);
    }

    void ends(String runId, Outcome outcome) {
        in(new Input.Ended(runId, outcome, Output.NONE, "sha"));
    }

    /** Time passes; timers that are due fire, in order. */
    void passes(Duration time) {
        long end = nanos + time.toNanos();
        while (lane.nextDeadline().isPresent() && lane.nextDeadline().getAsLong() <= end) {
            nanos = Math.max(nanos, lane.nextDeadline().getAsLong());
            in(new Input.Tick());
        }
        nanos = end;
    }

    private <T extends Order> Stream<T> ordered(Class<T> kind) {
        return orders.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** What was started, such as {@code changed 5} or {@code retry 5 #2}. */
    List<String> started() {
        return ordered(Order.Start.class).map(Desk::words).toList();
    }

    private static String words(Order.Start start) {
        Run run = start.run();
        String number = run.stat().map(s -> "" + s.mzxid()).orElse("-");
        return run.event().word() + " " + number + (run.attempt() > 1 ? " #" + run.attempt() : "");
    }

    List<String> stopped() {
        return ordered(Order.Stop.class).map(Order.Stop::runId).toList();
    }

    List<Integer> signalled() {
        return ordered(Order.Signal.class).map(Order.Signal::number).toList();
    }

    List<Outcome> outcomes() {
        return ordered(Order.Finished.class)
                .map(f -> f.run().end().orElseThrow().outcome())
                .toList();
    }

    boolean ordered(Order order) {
        return orders.contains(order);
    }

    long count(Class<? extends Order> kind) {
        return ordered(kind).count();
    }
}
