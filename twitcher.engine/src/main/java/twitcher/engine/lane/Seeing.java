package twitcher.engine.lane;

import java.util.Optional;
import java.util.Set;
import twitcher.api.Change;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.OnDelete;
import twitcher.api.Payload;
import twitcher.api.RunMode;
import twitcher.api.RunOnLoad;
import twitcher.api.Stat;

/** What a lane makes of what it sees: whether it is a change, and where that waits. */
final class Seeing {
    private static final Stat NO_MARKS = new Stat(0, 0, 0, 0, 0);

    private final Draft lane;

    Seeing(Draft lane) {
        this.lane = lane;
    }

    void observed(Change change) {
        if (lane.removed() || !change.node().equals(lane.present().node())) {
            return;
        }
        Sight old = lane.sight;
        boolean same = old.known() && Change.sameMarks(change.node().kind(), old.stat(), change.stat());
        if (!same) {
            lane.observations++;
        }
        lane.sight = Sight.of(change.stat());
        Observation seen = Observation.of(lane.observations, change);
        if (lane.loading || lane.rerun.isPresent()) {
            first(seen, change);
        } else if (!same) {
            changed(seen, eventOf(old.stat(), change));
        } else {
            lane.trace = lane.trace.sameAgain(lane.now);
        }
    }

    void unreadable(String why) {
        if (!lane.removed()) {
            lane.sight = lane.sight.unreadable(why);
        }
    }

    void putAside(Input.PutAside aside) {
        lane.pending =
                lane.pending.map(p -> isOf(aside, p.seen()) ? p.with(p.seen().with(aside.content())) : p);
        lane.going.replaceAll(g -> g.again()
                .filter(seen -> isOf(aside, seen))
                .map(seen -> g.with(seen.with(aside.content())))
                .orElse(g));
    }

    private static boolean isOf(Input.PutAside aside, Observation seen) {
        return !seen.given() && seen.number() == aside.number();
    }

    void runNow(Optional<Payload> data) {
        if (lane.removed()) {
            return;
        }
        if (data.isPresent()) {
            given(data.get());
        } else {
            rerun(Event.MANUAL);
        }
    }

    /** Runs the state that is read next, even if it was seen before. */
    void rerun(Event event) {
        lane.rerun = Optional.of(event);
        if (lane.sight.known() && !lane.bars.contains(Bar.NO_SOURCE)) {
            lane.order(new Order.Reread());
        }
    }

    private void given(Payload data) {
        boolean dropped = lane.policy().runMode() == RunMode.DISCARD && !lane.going.isEmpty();
        if (!dropped) {
            Stat marks = lane.sight.stat().orElse(NO_MARKS);
            Observation seen =
                    new Observation(Observation.GIVEN, Optional.of(marks), new Content.Held(data), lane.now.wall());
            lane.given = Optional.of(new Pending(seen, Event.MANUAL, 1, 0, new Stage.Ready()));
        }
    }

    /** The first state of a newly loaded watch, or one that runs in any case. */
    private void first(Observation seen, Change change) {
        Optional<Event> event = lane.rerun.isPresent() ? eventOfRerun(seen, change) : eventAtLoad(seen, change);
        lane.loading = false;
        lane.rerun = Optional.empty();
        event.ifPresent(e -> offer(seen, e));
    }

    private Optional<Event> eventOfRerun(Observation seen, Change change) {
        boolean counts = change.exists() || lane.policy().onDelete() == OnDelete.RUN;
        return counts ? lane.rerun : nothing(Trace.Verdict.MISSING, Optional.empty(), seen);
    }

    private Optional<Event> eventAtLoad(Observation seen, Change change) {
        if (!change.exists()) {
            return missingAtLoad(seen);
        }
        RunOnLoad when = lane.policy().runOnLoad();
        if (when == RunOnLoad.NEVER) {
            return nothing(Trace.Verdict.SKIPPED_AT_LOAD, Optional.of(Event.LOADED), seen);
        } else if (when == RunOnLoad.CHANGED
                && lane.position.filter(p -> p.isAt(change)).isPresent()) {
            return nothing(Trace.Verdict.DONE_BEFORE, Optional.of(Event.LOADED), seen);
        }
        return Optional.of(Event.LOADED);
    }

    private Optional<Event> missingAtLoad(Observation seen) {
        boolean existed = lane.position.flatMap(Position::stat).isPresent();
        if (lane.policy().onDelete() == OnDelete.IGNORE || !existed) {
            return nothing(Trace.Verdict.MISSING, Optional.empty(), seen);
        } else if (lane.policy().runOnLoad() == RunOnLoad.NEVER) {
            return nothing(Trace.Verdict.SKIPPED_AT_LOAD, Optional.of(Event.DELETED), seen);
        }
        return Optional.of(Event.DELETED);
    }

    private static Event eventOf(Optional<Stat> old, Change change) {
        if (!change.exists()) {
            return Event.DELETED;
        }
        boolean another = !old.map(Stat::czxid).equals(change.stat().map(Stat::czxid));
        if (another) {
            return Event.CREATED;
        }
        return change.node().kind() == Node.Kind.WATCH_CHILDREN ? Event.CHILDREN : Event.CHANGED;
    }

    private void changed(Observation seen, Event event) {
        if (event == Event.DELETED && lane.policy().onDelete() == OnDelete.IGNORE) {
            nothing(Trace.Verdict.MISSING, Optional.of(event), seen);
            return;
        }
        notifyRunning();
        if (lane.policy().runMode() == RunMode.DISCARD && !lane.going.isEmpty() && lane.pending.isEmpty()) {
            discarded(event, seen);
        } else {
            offer(seen, event);
        }
    }

    private void notifyRunning() {
        if (lane.policy().runMode() == RunMode.QUEUE) {
            lane.policy()
                    .notifySignal()
                    .ifPresent(number -> lane.going.stream()
                            .filter(g -> !g.phase().stopping())
                            .forEach(g -> lane.order(new Order.Signal(g.run().id(), number))));
        }
    }

    private Optional<Event> nothing(Trace.Verdict verdict, Optional<Event> event, Observation seen) {
        lane.trace = Trace.of(verdict, event, seen, lane.now);
        return Optional.empty();
    }

    private void discarded(Event event, Observation seen) {
        Trace dropped = Trace.of(Trace.Verdict.DISCARDED, Optional.of(event), seen, lane.now);
        lane.trace = dropped.heldUp(Optional.of(lane.going.get(0).run().id()), Set.of());
    }

    private void offer(Observation seen, Event event) {
        Event merged =
                lane.pending.map(old -> Pending.merged(old.event(), event)).orElse(event);
        lane.trace = lane.pending.isPresent()
                ? lane.trace.replacedBy(merged, seen, lane.now)
                : Trace.of(Trace.Verdict.WAITS, Optional.of(merged), seen, lane.now);
        Stage stage = event == Event.MANUAL ? new Stage.Ready() : stage();
        lane.pending = Optional.of(new Pending(seen, merged, 1, 0, stage));
    }

    /** A newer change takes the stage of an older one; that of a retry it leaves. */
    private Stage stage() {
        Stage old = lane.pending.map(Pending::stage).orElseGet(() -> new Stage.Backoff(0));
        if (old instanceof Stage.Backoff) {
            return settling();
        }
        return old instanceof Stage.Settling settling ? quietAgain(settling.latest()) : old;
    }

    private Stage settling() {
        return quietAgain(lane.now.nanos() + 4 * Delays.nanos(lane.policy().settle()));
    }

    private Stage quietAgain(long latest) {
        long at = lane.now.after(lane.policy().settle());
        return new Stage.Settling(latest - at < 0 ? latest : at, latest);
    }
}
