package twitcher.engine.lane;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import twitcher.api.Run;
import twitcher.api.RunMode;
import twitcher.api.Stat;

/** From a change that waits to a run: the stages, the lane's mode, the place, the start; and what stops a run. */
final class Starting {
    private final Draft lane;

    Starting(Draft lane) {
        this.lane = lane;
    }

    /** Moves everything on as far as it can go now. */
    void advance() {
        lane.pending = lane.pending.map(this::further);
        for (Going run : List.copyOf(lane.going)) {
            if (run.due().isPresent() && lane.now.reached(run.due().getAsLong())) {
                stop(run.run().id(), Going.Phase.TIMED_OUT);
            }
        }
        if (ready().isPresent() && lane.bars.isEmpty() && roomInMode()) {
            ask(lane.going.isEmpty() ? Order.Urgency.IDLE : Order.Urgency.BUSY);
        } else {
            withdraw();
            noteWhatHoldsUp();
        }
    }

    private void noteWhatHoldsUp() {
        if (lane.pending.filter(Pending::ready).isPresent()) {
            Optional<String> run =
                    lane.going.stream().findFirst().map(g -> g.run().id());
            lane.trace = lane.trace.heldUp(run, lane.bars);
        }
    }

    void granted(String runId) {
        boolean wanted = lane.asked.isPresent() && lane.bars.isEmpty() && roomInMode();
        Optional<Pending> next = wanted ? ready() : Optional.empty();
        if (next.isEmpty()) {
            lane.order(new Order.Release(runId));
        } else {
            start(runId, next.get());
        }
        lane.asked = Optional.empty();
    }

    void stop(String runId, Going.Phase why) {
        lane.find(runId).filter(g -> !g.phase().stopping()).ifPresent(g -> {
            lane.replace(g.in(why));
            lane.order(new Order.Stop(runId));
        });
    }

    void pause() {
        lane.bars.add(Bar.PAUSED);
        keep();
    }

    void resume() {
        lane.bars.remove(Bar.PAUSED);
        lane.bars.remove(Bar.STOPPED);
        keep();
    }

    void keep() {
        lane.order(new Order.Keep(lane.bars.contains(Bar.PAUSED), lane.bars.contains(Bar.STOPPED)));
    }

    private Pending further(Pending change) {
        Pending next = change;
        if (next.stage() instanceof Stage.Settling settling && lane.now.reached(settling.at())) {
            next = next.at(new Stage.Splaying(lane.now.nanos() + splay(next)));
            lane.trace = lane.trace.settled(lane.now);
        }
        if (next.stage() instanceof Stage.Splaying splaying && lane.now.reached(splaying.at())) {
            next = next.at(new Stage.Ready());
            lane.trace = lane.trace.splayed(lane.now);
        }
        if (next.stage() instanceof Stage.Backoff backoff && lane.now.reached(backoff.at())) {
            next = next.at(new Stage.Ready());
        }
        return next;
    }

    private long splay(Pending change) {
        long mzxid = change.seen().stat().map(Stat::mzxid).orElse(0L);
        return lane.watch
                .map(w -> Delays.splay(w.policy().splay(), lane.before.host(), lane.id(), mzxid))
                .orElse(0L);
    }

    /** What is to be started next: an operator's order first. */
    private Optional<Pending> ready() {
        return lane.given.isPresent() ? lane.given : lane.pending.filter(Pending::ready);
    }

    /** Whether the mode lets another run start; RESTART makes room. */
    private boolean roomInMode() {
        RunMode mode = lane.policy().runMode();
        if (mode == RunMode.PARALLEL) {
            return lane.going.size() < lane.policy().maxParallel();
        }
        if (mode == RunMode.RESTART) {
            List.copyOf(lane.going).forEach(g -> stop(g.run().id(), Going.Phase.RESTARTED));
        }
        return lane.going.isEmpty();
    }

    private void ask(Order.Urgency urgency) {
        if (!lane.asked.equals(Optional.of(urgency))) {
            lane.trace = lane.asked.isEmpty() && lane.given.isEmpty() ? lane.trace.asked(lane.now) : lane.trace;
            lane.asked = Optional.of(urgency);
            lane.order(new Order.Ask(urgency));
        }
    }

    private void withdraw() {
        if (lane.asked.isPresent()) {
            lane.asked = Optional.empty();
            lane.order(new Order.Withdraw());
        }
    }

    private void start(String runId, Pending next) {
        Observation seen = next.seen();
        Run run =
                new Run(runId, lane.id(), next.event(), seen.stat(), next.attempt(), lane.now.wall(), Optional.empty());
        take(next, run);
        lane.going.add(new Going(
                run,
                lane.watch,
                seen.number(),
                Optional.of(seen),
                next.refusals(),
                lane.ticket,
                lane.now.nanos(),
                Going.Phase.STARTING,
                false,
                OptionalLong.empty()));
        lane.order(new Order.Start(run, lane.present(), seen, lane.ticket));
    }

    private void take(Pending next, Run run) {
        if (next.seen().given()) {
            lane.given = Optional.empty();
            return;
        }
        lane.pending = Optional.empty();
        lane.newest = Math.max(lane.newest, next.seen().number());
        lane.trace = lane.trace.started(next, run);
    }
}
