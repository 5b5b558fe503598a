package twitcher.engine.lane;

import java.util.List;
import java.util.Optional;
import twitcher.api.Event;
import twitcher.api.Watch;

/** What readings, sources and action types that come and go make of a lane. */
final class Loading {
    private final Draft lane;

    Loading(Draft lane) {
        this.lane = lane;
    }

    void loaded(Input.Loaded loaded) {
        Optional<Watch> old = lane.watch;
        boolean added = lane.removed();
        lane.watch = Optional.of(loaded.watch());
        lane.bars.removeAll(List.of(Bar.REMOVED, Bar.NO_READING, Bar.HELD));
        if (loaded.held()) {
            lane.bars.add(Bar.HELD);
        }
        if (old.isEmpty()) {
            remembered(loaded.remembered());
        } else if (!old.equals(lane.watch)) {
            replaced(old.get());
        }
        if (added) {
            lane.rerun = loaded.remembered().doubt() ? Optional.of(Event.LOADED) : lane.rerun;
            subscribe();
            prepare();
        } else {
            reloaded(old.orElseThrow());
        }
    }

    void removed() {
        lane.bars.add(Bar.REMOVED);
        lane.bars.remove(Bar.NO_READING);
        lane.loading = true;
        forgetNode();
        lane.given = Optional.empty();
        lane.order(new Order.Unsubscribe());
    }

    void vanished() {
        if (!lane.removed()) {
            lane.bars.add(Bar.NO_READING);
        }
    }

    void sourceCame() {
        lane.bars.remove(Bar.NO_SOURCE);
        if (!lane.removed()) {
            subscribe();
        }
    }

    void sourceWent() {
        if (lane.bars.add(Bar.NO_SOURCE)) {
            lane.order(new Order.Unsubscribe());
        }
    }

    void typeShifted() {
        if (!lane.removed()) {
            prepare();
        }
    }

    void prepared(long ticket) {
        if (ticket == lane.ticket) {
            lane.bars.remove(Bar.PREPARING);
        }
    }

    void refused(Input.Refused refused) {
        if (refused.ticket() == lane.ticket) {
            lane.bars.remove(Bar.PREPARING);
            lane.bars.add(Bar.REFUSED);
            lane.refusal = Optional.of(refused.why());
        }
    }

    void typeMissing(long ticket) {
        if (ticket == lane.ticket) {
            lane.bars.remove(Bar.PREPARING);
            lane.bars.add(Bar.NO_TYPE);
        }
    }

    private void remembered(Input.Remembered remembered) {
        lane.position = remembered.position();
        if (remembered.stopped()) {
            lane.bars.add(Bar.STOPPED);
        }
    }

    /** Another watch of the same id: what it changed begins anew. */
    private void replaced(Watch old) {
        if (lane.bars.remove(Bar.STOPPED)) {
            new Starting(lane).keep();
        }
        boolean sameNode = old.node().equals(lane.present().node());
        boolean sameAction = old.action().equals(lane.present().action());
        if ((!sameNode || !sameAction) && lane.position.isPresent()) {
            lane.position = Optional.empty();
            lane.order(new Order.Forget());
        }
    }

    /** A watch that was loaded before, and perhaps is another one now. */
    private void reloaded(Watch old) {
        Watch young = lane.present();
        if (old.equals(young)) {
            return;
        }
        if (!old.action().equals(young.action())) {
            prepare();
        }
        if (!old.node().equals(young.node())) {
            forgetNode();
            lane.loading = true;
            lane.order(new Order.Unsubscribe());
            subscribe();
        } else if (lane.sight.known() && wantsPresentState(young)) {
            lane.loading = true;
            reread();
        }
    }

    private boolean wantsPresentState(Watch young) {
        return switch (young.policy().runOnLoad()) {
            case ALWAYS -> true;
            case NEVER -> false;
            case CHANGED ->
                lane.position
                        .filter(p -> p.isAt(young.node().kind(), lane.sight.stat()))
                        .isEmpty();
        };
    }

    private void forgetNode() {
        lane.sight = Sight.NONE;
        lane.trace = Trace.NONE;
        lane.pending = Optional.empty();
        lane.rerun = Optional.empty();
    }

    private void subscribe() {
        if (!lane.bars.contains(Bar.NO_SOURCE)) {
            lane.order(new Order.Subscribe());
        }
    }

    private void reread() {
        if (!lane.bars.contains(Bar.NO_SOURCE)) {
            lane.order(new Order.Reread());
        }
    }

    private void prepare() {
        lane.bars.removeAll(List.of(Bar.NO_TYPE, Bar.REFUSED));
        lane.refusal = Optional.empty();
        lane.bars.add(Bar.PREPARING);
        lane.order(new Order.Prepare(++lane.ticket));
    }
}
