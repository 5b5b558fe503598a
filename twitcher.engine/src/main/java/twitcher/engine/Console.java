package twitcher.engine;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Payload;
import twitcher.api.Run;
import twitcher.api.RunMode;
import twitcher.api.admin.WatchStatus;
import twitcher.api.admin.Watches;
import twitcher.engine.lane.Bar;
import twitcher.engine.lane.Going;
import twitcher.engine.lane.Input;
import twitcher.engine.lane.LaneState;
import twitcher.engine.lane.Obstacles;
import twitcher.engine.store.Store;

/** What an operator may ask and tell: answers come from the lanes' last states, so no lane ever waits for one. */
final class Console implements Watches {
    private static final Comparator<Run> NEWEST_FIRST =
            Comparator.comparing(Run::started).thenComparing(Run::id).reversed();

    private static final Logger log = LoggerFactory.getLogger(Console.class);
    private static final int PATIENCE_S = 5;

    private final Lanes lanes;
    private final Store store;
    private final Places<Lane> places;

    Console(Lanes lanes, Store store, Places<Lane> places) {
        this.lanes = lanes;
        this.store = store;
        this.places = places;
    }

    @Override
    public List<WatchStatus> list() {
        return lanes.present()
                .map(Lane::state)
                .flatMap(state -> Status.of(state, places::awaited).stream())
                .sorted(Comparator.comparing(status -> status.watch().id()))
                .toList();
    }

    @Override
    public Map<WatchStatus.State, Long> counts() {
        return lanes.present()
                .map(Lane::state)
                .filter(state -> state.watch().isPresent())
                .collect(Collectors.groupingBy(
                        LaneState::doing, () -> new EnumMap<>(WatchStatus.State.class), Collectors.counting()));
    }

    @Override
    public Optional<WatchStatus> find(String id) {
        return lanes.find(id).map(Lane::state).flatMap(state -> Status.of(state, places::awaited));
    }

    @Override
    public List<Run> runs(Optional<String> id, int limit) {
        Stream<Run> going = lanes.everyone().stream()
                .filter(lane -> id.isEmpty() || id.get().equals(lane.id()))
                .flatMap(lane -> lane.state().going().stream())
                .map(Going::run);
        return Stream.concat(going, store.runs(id, limit).stream())
                .sorted(NEWEST_FIRST)
                .limit(Math.max(0, limit))
                .toList();
    }

    @Override
    public Answer run(String id, Optional<Payload> data) {
        Optional<Lane> lane = lanes.find(id);
        if (lane.isEmpty()) {
            return unknown(id);
        }
        Optional<String> refusal = refusal(lane.get().state(), data);
        if (refusal.isPresent()) {
            return new Answer(false, id + ": not run: " + refusal.get());
        }
        lane.get().post(new Input.RunNow(data));
        return new Answer(true, id + ": " + whenItRuns(lane.get().state()));
    }

    private static Optional<String> refusal(LaneState state, Optional<Payload> data) {
        Optional<String> barred = state.bars().stream()
                .filter(bar -> bar != Bar.PREPARING)
                .sorted()
                .findFirst()
                .map(bar -> Obstacles.words(bar, state));
        boolean dropped = !state.going().isEmpty() && mode(state).equals(Optional.of(RunMode.DISCARD));
        boolean missing =
                data.isEmpty() && state.sight().known() && state.sight().stat().isEmpty();
        if (barred.isPresent()) {
            return barred;
        } else if (dropped) {
            return Optional.of("a run is going, and run_mode is DISCARD");
        } else if (missing) {
            return Optional.of("its znode does not exist; create it, or give data");
        }
        return Optional.empty();
    }

    private static Optional<RunMode> mode(LaneState state) {
        return state.watch().map(watch -> watch.policy().runMode());
    }

    private static String whenItRuns(LaneState state) {
        boolean waits = !state.going().isEmpty() && mode(state).equals(Optional.of(RunMode.QUEUE));
        if (!state.sight().known()) {
            return "runs as soon as its znode has been read";
        }
        return waits ? "runs when the run that is going has ended" : "runs now";
    }

    @Override
    public Answer stop(String runId) {
        Optional<Lane> lane = lanes.everyone().stream()
                .filter(l -> l.state().going(runId).isPresent())
                .findFirst();
        if (lane.isEmpty()) {
            return new Answer(false, runId + ": no such run is going");
        }
        lane.get().post(new Input.StopRun(runId));
        return new Answer(true, runId + ": told to stop, of " + lane.get().id());
    }

    @Override
    public Answer pause(String id) {
        return tell(id, new Input.Pause(), "paused: starts no more runs until it is resumed");
    }

    @Override
    public Answer resume(String id) {
        return tell(id, new Input.Resume(), "resumed");
    }

    private Answer tell(String id, Input what, String words) {
        Optional<Lane> lane = lanes.find(id);
        lane.ifPresent(l -> {
            l.post(what);
            awaitKept(l);
        });
        return lane.map(l -> new Answer(true, id + ": " + words)).orElseGet(() -> unknown(id));
    }

    /** What an operator was told to be so is to be so after a crash. */
    private void awaitKept(Lane lane) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        lane.afterwards(() -> done.complete(true));
        try {
            done.get(PATIENCE_S, TimeUnit.SECONDS);
            store.settle();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("{}: what an operator decided is not known to be kept: {}", lane.id(), e.toString());
        }
    }

    private static Answer unknown(String id) {
        return new Answer(false, id + ": no such watch");
    }
}
