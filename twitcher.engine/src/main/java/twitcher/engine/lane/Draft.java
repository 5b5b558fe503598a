package twitcher.engine.lane;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import twitcher.api.Event;
import twitcher.api.Policy;
import twitcher.api.Run;
import twitcher.api.Watch;
import twitcher.api.admin.WatchStatus;

/** The next state while it is being made: lives within one call of {@link LaneState#after}. */
final class Draft {
    final LaneState before;
    final Moment now;
    final List<Order> orders = new ArrayList<>(4);
    final EnumSet<Bar> bars = EnumSet.noneOf(Bar.class);
    final List<Going> going;
    Optional<Watch> watch;
    Optional<String> refusal;
    Sight sight;
    long observations;
    boolean loading;
    Optional<Event> rerun;
    Optional<Pending> pending;
    Optional<Pending> given;
    Optional<Order.Urgency> asked;
    long newest;
    Optional<Position> position;
    long ticket;
    Optional<Run> last;
    Trace trace;

    Draft(LaneState before, Moment now) {
        this.before = before;
        this.now = now;
        bars.addAll(before.bars());
        going = new ArrayList<>(before.going());
        watch = before.watch();
        refusal = before.refusal();
        sight = before.sight();
        observations = before.observations();
        loading = before.loading();
        rerun = before.rerun();
        pending = before.pending();
        given = before.given();
        asked = before.asked();
        newest = before.newest();
        position = before.position();
        ticket = before.ticket();
        last = before.last();
        trace = before.trace();
    }

    String id() {
        return before.id();
    }

    boolean removed() {
        return bars.contains(Bar.REMOVED);
    }

    /** The watch of a lane that is not removed. */
    Watch present() {
        return watch.orElseThrow(() -> new IllegalStateException(id() + ": no watch"));
    }

    Policy policy() {
        return present().policy();
    }

    void order(Order order) {
        orders.add(order);
    }

    /** Puts {@code next} in the place of the run of the same id. */
    void replace(Going next) {
        going.replaceAll(g -> g.run().id().equals(next.run().id()) ? next : g);
    }

    Optional<Going> find(String runId) {
        return going.stream().filter(g -> g.run().id().equals(runId)).findFirst();
    }

    Step done() {
        WatchStatus.State doing = doing();
        Instant since = doing == before.doing() ? before.since() : now.wall();
        return new Step(state(doing, since), orders);
    }

    private LaneState state(WatchStatus.State doing, Instant since) {
        return new LaneState(
                id(),
                before.host(),
                watch,
                bars,
                refusal,
                sight,
                observations,
                loading,
                rerun,
                pending,
                given,
                asked,
                going,
                newest,
                position,
                ticket,
                last,
                trace,
                doing,
                since);
    }

    private WatchStatus.State doing() {
        return barredAs().orElseGet(this::doingFreely);
    }

    private Optional<WatchStatus.State> barredAs() {
        for (Bar bar : bars) {
            switch (bar) {
                case PAUSED:
                    return Optional.of(WatchStatus.State.PAUSED);
                case STOPPED:
                    return Optional.of(WatchStatus.State.STOPPED);
                case HELD:
                    return Optional.of(WatchStatus.State.HELD);
                case REFUSED:
                    return Optional.of(WatchStatus.State.REFUSED);
                case NO_READING, ADOPTING, NO_SOURCE, NO_TYPE:
                    return Optional.of(WatchStatus.State.WAITING);
                case REMOVED, PREPARING:
            }
        }
        return Optional.empty();
    }

    private WatchStatus.State doingFreely() {
        if (!going.isEmpty()) {
            return WatchStatus.State.RUNNING;
        } else if (sight.unreadable().isPresent()) {
            return WatchStatus.State.UNREADABLE;
        } else if (pending.isPresent() || given.isPresent()) {
            return WatchStatus.State.PENDING;
        }
        return sight.known() ? WatchStatus.State.IDLE : WatchStatus.State.ARMING;
    }
}
