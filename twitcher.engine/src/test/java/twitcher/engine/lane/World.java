package twitcher.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import twitcher.api.ActionSpec;
import twitcher.api.Change;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.OnDelete;
import twitcher.api.OnFailure;
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
import twitcher.engine.lane.Oracle.Block;
import twitcher.engine.lane.Oracle.Running;

/** A lane and everything around it, in which anything happens at any time; an {@link Oracle} looks on. */
final class World {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final List<Node> NODES = List.of(Node.data("/a"), Node.data("/b"), Node.children("/a"));

    static final int MOST_RETRIES = 2;

    private final Random random;
    private final Function<Random, Policy> policies;
    private final Oracle oracle = new Oracle();
    private final int turbulence;
    private final List<Object> story = new ArrayList<>();
    private LaneState lane;
    private Stat[] nodes = new Stat[NODES.size()];
    private boolean subscribed;
    private boolean rereadDue;
    private boolean observationDue;
    private long prepareDue;
    private boolean asked;
    private boolean vanished;
    private boolean held;
    private int places;
    private long nanos = Long.MAX_VALUE - 500_000_000;
    private long zxid = 10;
    private int runs;

    /** A world whose watches have any policy of that mode. */
    World(long seed, RunMode mode) {
        this(seed, random -> anyPolicy(random, mode));
    }

    /** A world whose watches all have {@code policy}. */
    World(long seed, Policy policy) {
        this(seed, random -> policy);
    }

    private World(long seed, Function<Random, Policy> policies) {
        // Mixed, because the first numbers of neighbouring seeds of Random are nearly equal.
        random = new Random(new SplittableRandom(seed).nextLong());
        this.policies = policies;
        turbulence = 3 + random.nextInt(20);
        boolean adopts = random.nextInt(4) == 0;
        Set<Bar> bars = adopts ? Set.of(Bar.NO_SOURCE, Bar.ADOPTING) : Set.of(Bar.NO_SOURCE);
        lane = LaneState.fresh("f:w", "host", bars, START);
        if (adopts) {
            oracle.blocks.add(Block.ADOPTING);
        }
        load(someWatch());
    }

    /** Lets things happen, then lets everything come to rest; throws if the promise was broken. */
    void run() {
        int steps = 10 + random.nextInt(110);
        try {
            for (int i = 0; i < steps; i++) {
                anything();
            }
            rest();
            oracle.atRest();
            assertThat(places).as("places taken").isZero();
            assertThat(lane.asked()).isEmpty();
            assertThat(lane.nextDeadline()).isEmpty();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(told() + "\n" + e.getMessage(), e);
        }
    }

    private String told() {
        return story.stream()
                .map(what -> what instanceof Order ? "    " + what : what.toString())
                .collect(Collectors.joining("\n"));
    }

    private void anything() {
        nanos += random.nextInt(3) == 0 ? random.nextInt(200_000_000) : 0;
        if (!oracle.blocks.isEmpty() && random.nextInt(6) == 0) {
            lift(List.copyOf(oracle.blocks).get(random.nextInt(oracle.blocks.size())));
        }
        if (random.nextInt(turbulence) == 0) {
            disturb();
        }
        switch (random.nextInt(10)) {
            case 0, 1 -> touch();
            case 2, 3 -> observe();
            case 4 -> reread();
            case 5 -> prepared();
            case 6 -> grant();
            case 7 -> started();
            case 8 -> end();
            case 9 -> in(new Input.Tick());
            default -> throw new IllegalStateException();
        }
    }

    private void disturb() {
        switch (random.nextInt(7)) {
            case 0 -> delete();
            case 1 -> operator();
            case 2 -> source();
            case 3 -> type();
            case 4, 5 -> reading();
            case 6 -> rare();
            default -> throw new IllegalStateException();
        }
    }

    private void lift(Block block) {
        switch (block) {
            case REMOVED, NO_READING -> load(lane.watch().orElseThrow());
            case PAUSED, STOPPED -> resume();
            case HELD -> hold();
            case NO_SOURCE -> sourceCame();
            case NO_TYPE -> type();
            case ADOPTING -> adopted();
        }
    }

    private void rare() {
        switch (random.nextInt(6)) {
            case 0 -> in(new Input.Unreadable("no access"));
            case 1 -> in(new Input.Granted("stray" + runs++));
            case 2 -> endOfUnknown();
            case 3 -> readopted();
            case 4 -> putAside();
            case 5 -> contentLost();
            default -> throw new IllegalStateException();
        }
    }

    private void putAside() {
        long number = 1 + random.nextInt(5);
        in(new Input.PutAside(number, new Content.Held(Payload.EMPTY)));
    }

    private void contentLost() {
        oracle.running.stream()
                .filter(r -> !r.startedIn && !r.adopted())
                .findAny()
                .ifPresent(r -> {
                    oracle.contentLost(r);
                    in(new Input.ContentLost(r.id, "gone"));
                });
    }

    private void readopted() {
        oracle.running.stream().filter(r -> r.startedIn).findAny().ifPresent(r -> {
            r.unseen = true;
            in(new Input.Readopted(r.id));
        });
    }

    private void endOfUnknown() {
        in(new Input.Ended("no such run", new Outcome.Succeeded(), Output.NONE, ""));
    }

    private void adopted() {
        for (int i = 0; i < random.nextInt(3); i++) {
            adopt();
        }
        oracle.blocks.remove(Block.ADOPTING);
        in(new Input.AdoptionDone());
    }

    private void adopt() {
        Run run = new Run(
                "old" + runs++, "f:w", Event.CHANGED, Optional.empty(), 1, START.minusSeconds(5), Optional.empty());
        if (random.nextBoolean()) {
            places++;
            oracle.running.add(
                    new Running(run.id(), Optional.empty(), lane.watch().orElseThrow()));
            in(new Input.Adopted(run, Optional.of(START.plusSeconds(random.nextInt(3)))));
        } else {
            oracle.lost();
            in(new Input.Lost(run));
        }
    }

    private Node node() {
        return lane.watch().orElseThrow().node();
    }

    private int index() {
        return NODES.indexOf(node());
    }

    private void touch() {
        Stat old = nodes[index()];
        zxid++;
        nodes[index()] = old == null
                ? new Stat(zxid, zxid, zxid, 0, 0)
                : node().kind() == Node.Kind.WATCH_DATA
                        ? new Stat(old.czxid(), zxid, old.pzxid(), 1, 0)
                        : new Stat(old.czxid(), old.mzxid(), zxid, 1, 0);
        observationDue = true;
    }

    private void delete() {
        nodes[index()] = null;
        observationDue = true;
    }

    private Change present() {
        Optional<Stat> stat = Optional.ofNullable(nodes[index()]);
        Payload payload = stat.map(s -> Payload.ofText(s.toString())).orElse(Payload.EMPTY);
        return new Change(node(), stat, payload, wall());
    }

    private void observe() {
        if (subscribed && observationDue) {
            observationDue = false;
            deliver();
        }
    }

    private void reread() {
        if (subscribed && rereadDue) {
            rereadDue = false;
            deliver();
        }
    }

    private void deliver() {
        Change change = present();
        oracle.observed(change);
        in(new Input.Observed(change));
    }

    private void prepared() {
        if (prepareDue > 0) {
            long ticket = prepareDue;
            prepareDue = 0;
            boolean there = !oracle.blocks.contains(Block.NO_TYPE);
            in(there ? new Input.Prepared(ticket) : new Input.TypeMissing(ticket));
        }
    }

    private void grant() {
        if (asked) {
            asked = false;
            places++;
            in(new Input.Granted("r" + runs++));
        }
    }

    private void started() {
        oracle.running.stream()
                .filter(r -> !r.startedIn && !r.adopted())
                .findAny()
                .ifPresent(r -> {
                    r.startedIn = true;
                    in(new Input.Started(r.id));
                });
    }

    private void end() {
        if (!oracle.running.isEmpty()) {
            end(
                    oracle.running.get(random.nextInt(oracle.running.size())),
                    switch (random.nextInt(5)) {
                        case 0 -> new Outcome.Exited(1);
                        case 1 -> random.nextBoolean() ? new Outcome.NotStarted("no") : new Outcome.Postponed("no");
                        case 2 -> new Outcome.Unknown();
                        default -> new Outcome.Succeeded();
                    });
        }
    }

    private void end(Running run, Outcome reported) {
        Optional<Going> going = lane.going(run.id);
        Outcome counts = going.filter(g -> g.phase().stopping()).isEmpty()
                ? reported
                : going.get().phase() == Going.Phase.TIMED_OUT
                        ? new Outcome.TimedOut(Duration.ZERO)
                        : new Outcome.Cancelled("test");
        boolean refused = counts instanceof Outcome.NotStarted || counts instanceof Outcome.Postponed;
        boolean stale =
                refused && run.start.filter(s -> s.ticket() != lane.ticket()).isPresent();
        oracle.ended(run, counts, stale);
        ending = Optional.of(run);
        in(new Input.Ended(run.id, reported, Output.NONE, sha(run)));
        ending = Optional.empty();
    }

    private Optional<Running> ending = Optional.empty();

    private static String sha(Running run) {
        return run.marks()
                .map(s -> Payload.ofText(s.toString()))
                .orElse(Payload.EMPTY)
                .sha256();
    }

    private void operator() {
        switch (random.nextInt(6)) {
            case 0 -> pause();
            case 1, 2 -> resume();
            case 3 -> runNow();
            case 4 -> runData();
            case 5 -> stopRun();
            default -> throw new IllegalStateException();
        }
    }

    private void pause() {
        oracle.blocks.add(Block.PAUSED);
        in(new Input.Pause());
    }

    private void resume() {
        oracle.blocks.remove(Block.PAUSED);
        oracle.blocks.remove(Block.STOPPED);
        in(new Input.Resume());
    }

    private void runNow() {
        oracle.wanted();
        in(new Input.RunNow(Optional.empty()));
    }

    private void runData() {
        if (!oracle.blocks.contains(Block.REMOVED)) {
            oracle.wantedWithData();
            in(new Input.RunNow(Optional.of(Payload.ofText("given"))));
        }
    }

    private void stopRun() {
        oracle.running.stream().findAny().ifPresent(r -> in(new Input.StopRun(r.id)));
    }

    private void source() {
        if (oracle.blocks.remove(Block.NO_SOURCE)) {
            oracle.blocks.add(Block.NO_SOURCE);
            in(new Input.SourceWent());
        } else {
            sourceCame();
        }
    }

    private void sourceCame() {
        oracle.blocks.remove(Block.NO_SOURCE);
        in(new Input.SourceCame());
    }

    private void type() {
        if (!oracle.blocks.remove(Block.NO_TYPE)) {
            oracle.blocks.add(Block.NO_TYPE);
        }
        in(new Input.TypeShifted());
    }

    private void reading() {
        switch (random.nextInt(6)) {
            case 0 -> remove();
            case 1 -> vanish();
            case 2 -> hold();
            case 3 -> load(lane.watch().orElseThrow());
            case 4 -> load(withAction(lane.watch().orElseThrow()));
            case 5 -> load(someWatch());
            default -> throw new IllegalStateException();
        }
    }

    private void remove() {
        oracle.removed();
        in(new Input.Removed());
    }

    private void vanish() {
        if (!oracle.blocks.contains(Block.REMOVED)) {
            oracle.blocks.add(Block.NO_READING);
        }
        in(new Input.ReadingVanished());
    }

    private void hold() {
        held = !held;
        load(lane.watch().orElseThrow());
    }

    private void load(Watch watch) {
        oracle.loaded(watch);
        oracle.blocks.remove(Block.HELD);
        if (held) {
            oracle.blocks.add(Block.HELD);
        }
        in(new Input.Loaded(watch, held, Input.Remembered.NOTHING));
    }

    private Watch withAction(Watch watch) {
        ActionSpec action = ActionSpec.shell("command " + random.nextInt(3));
        return new Watch(watch.id(), watch.node(), action, watch.policy(), watch.surroundings());
    }

    private static Policy anyPolicy(Random random, RunMode mode) {
        Retry retry = new Retry(
                random.nextInt(MOST_RETRIES + 1),
                Duration.ofMillis(100),
                Duration.ofMillis(300),
                OnFailure.values()[random.nextInt(2)]);
        return new Policy(
                RunOnLoad.values()[random.nextInt(3)],
                mode,
                1 + random.nextInt(3),
                random.nextBoolean() ? Optional.of(1) : Optional.empty(),
                random.nextBoolean() ? Optional.of(Duration.ofMillis(500)) : Optional.empty(),
                Duration.ofMillis(random.nextInt(2) * 100L),
                Duration.ofMillis(random.nextInt(2) * 200L),
                OnDelete.values()[random.nextInt(2)],
                retry);
    }

    private Watch someWatch() {
        ActionSpec action = ActionSpec.shell("command " + random.nextInt(2));
        Node node = NODES.get(random.nextInt(8) == 0 ? random.nextInt(NODES.size()) : 0);
        Map<String, String> env = Map.of();
        Surroundings surroundings =
                new Surroundings(true, Optional.empty(), Optional.empty(), env, "/", 022, Duration.ofSeconds(5));
        return new Watch("f:w", node, action, policies.apply(random), surroundings);
    }

    private Instant wall() {
        return START.plusNanos(nanos - (Long.MAX_VALUE - 500_000_000));
    }

    private void in(Input input) {
        story.add(input);
        if (input instanceof Input.Granted granted && granted.runId().startsWith("stray")) {
            places++;
        }
        Step step = lane.after(input, new Moment(nanos, wall()));
        lane = step.next();
        step.orders().forEach(this::take);
    }

    private void take(Order order) {
        story.add(order);
        if (order instanceof Order.Start start) {
            oracle.started(start);
        } else if (order instanceof Order.Ask) {
            asked = true;
        } else if (order instanceof Order.Withdraw) {
            asked = false;
        } else if (order instanceof Order.Release) {
            places--;
        } else if (order instanceof Order.Remember remember) {
            oracle.remembered(ending.orElseThrow(), remember.position());
        } else if (order instanceof Order.Forget) {
            oracle.forgot();
        } else {
            takeRest(order);
        }
    }

    private void takeRest(Order order) {
        if (order instanceof Order.Subscribe) {
            subscribed = true;
            observationDue = true;
            rereadDue = false;
        } else if (order instanceof Order.Unsubscribe) {
            subscribed = false;
        } else if (order instanceof Order.Reread) {
            assertThat(subscribed)
                    .as("whether it is subscribed when it wants to read")
                    .isTrue();
            rereadDue = true;
        } else if (order instanceof Order.Prepare prepare) {
            prepareDue = prepare.ticket();
        } else if (order instanceof Order.Stop stop) {
            oracle.toldToStop(lane.going(stop.runId()).orElseThrow().phase());
        } else if (order instanceof Order.Signal signal) {
            assertThat(signal.number()).isEqualTo(oracle.policy().notifySignal().orElseThrow());
            assertThat(oracle.policy().runMode()).isEqualTo(RunMode.QUEUE);
        }
    }

    /** Nothing is in the way any more, and nothing new happens. */
    private void rest() {
        story.add("--- rest");
        held = false;
        load(lane.watch().orElseThrow());
        for (int i = 0; i < 60; i++) {
            List.copyOf(oracle.blocks).forEach(this::lift);
            observe();
            reread();
            prepared();
            grant();
            started();
            List.copyOf(oracle.running).forEach(r -> end(r, new Outcome.Succeeded()));
            OptionalLong due = lane.nextDeadline();
            nanos = due.isPresent() && due.getAsLong() - nanos > 0 ? due.getAsLong() : nanos;
            in(new Input.Tick());
        }
    }
}
