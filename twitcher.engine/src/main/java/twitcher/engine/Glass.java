package twitcher.engine;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import twitcher.api.admin.Explanation;
import twitcher.api.admin.Explanation.Reason;
import twitcher.api.admin.Figures;
import twitcher.api.admin.Insight;
import twitcher.api.admin.Waiting;
import twitcher.engine.lane.Going;
import twitcher.engine.lane.LaneState;
import twitcher.engine.lane.Moment;
import twitcher.engine.lane.Obstacles;
import twitcher.engine.lane.Pending;
import twitcher.engine.lane.Story;

/** Looks into the lanes through their last states, so no lane ever waits for it. */
final class Glass implements Insight {
    /** Attempts at one change that are told of. */
    private static final int ATTEMPTS = 50;

    private final Lanes lanes;
    private final Workshop shop;

    Glass(Lanes lanes, Workshop shop) {
        this.lanes = lanes;
        this.shop = shop;
    }

    @Override
    public Optional<Explanation> explain(String id) {
        return lanes.find(id)
                .map(Lane::state)
                .map(state ->
                        Story.of(state, Moment.now(), shop.store().runs(Optional.of(id), ATTEMPTS), place(state)));
    }

    private String place(LaneState state) {
        return state.watch()
                .map(watch -> shop.places().awaited(watch.action().type()))
                .orElse("");
    }

    @Override
    public List<Waiting> waiting() {
        return lanes.present()
                .map(Lane::state)
                .flatMap(Glass::waiting)
                .sorted(Comparator.comparing(Waiting::since).thenComparing(Waiting::watchId))
                .toList();
    }

    private static Stream<Waiting> waiting(LaneState state) {
        return Obstacles.ofPending(state).stream()
                .map(reason -> new Waiting(
                        state.id(), since(state, state.pending().orElseThrow()), reason, run(reason, state)));
    }

    private static Instant since(LaneState state, Pending pending) {
        boolean traced = state.trace().stat().equals(pending.seen().stat());
        return traced ? state.trace().first() : pending.seen().at();
    }

    private static Optional<String> run(Reason reason, LaneState state) {
        return reason == Reason.RUN_GOING
                ? state.going().stream().findFirst().map(Going::run).map(run -> run.id())
                : Optional.empty();
    }

    @Override
    public Figures figures() {
        Places<Lane> places = shop.places();
        Figures.Places taken = new Figures.Places(places.taken(), places.bound(), places.waiting());
        int waiting =
                shop.types().all().mapToInt(offer -> offer.guest().waiting()).sum();
        return shop.reports()
                .tally()
                .now(taken, shop.threads(), waiting, shop.store().problem());
    }
}
