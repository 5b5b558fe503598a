package twitcher.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import twitcher.api.Change;
import twitcher.api.Event;
import twitcher.api.Payload;
import twitcher.api.Watch;
import twitcher.api.admin.Forecast;
import twitcher.api.admin.Forecast.Stage;
import twitcher.api.admin.Forecast.Verdict;
import twitcher.api.admin.Foresight;
import twitcher.api.admin.Stimulus;
import twitcher.api.config.WatchFile;
import twitcher.engine.lane.Bar;
import twitcher.engine.lane.Input;
import twitcher.engine.lane.LaneState;
import twitcher.engine.lane.Moment;
import twitcher.engine.lane.Order;
import twitcher.engine.lane.Sight;

/** Tells what would run: by lanes that only play, with the node as it is and the action types that are there. */
final class Forecaster implements Foresight {
    private static final Duration MOST_FOR_NODES = Duration.ofSeconds(5);

    private final Lanes lanes;
    private final Workshop shop;

    Forecaster(Lanes lanes, Workshop shop) {
        this.lanes = lanes;
        this.shop = shop;
    }

    @Override
    public Optional<Forecast> simulate(String id, Stimulus stimulus) {
        return lanes.find(id)
                .map(Lane::state)
                .flatMap(state -> state.watch().map(watch -> simulate(state, watch, stimulus)));
    }

    private Forecast simulate(LaneState lane, Watch watch, Stimulus stimulus) {
        Optional<Change> node = new Peek(shop.source().get(), MOST_FOR_NODES).at(watch.node());
        Preparations actions =
                new Preparations(watch, shop.types(), shop.patience().get().answer());
        boolean anew = stimulus.event() == Event.LOADED;
        Lanes.Beginning beginning = anew ? lanes.anew(lane, watch) : new Lanes.Beginning(lane, new Input.Tick());
        Optional<Change> seen = node.map(change -> with(change, stimulus.data()));
        Play play = new Play(
                beginning.state(),
                seen,
                Moment.now(),
                world(actions, watch.action().type()));
        if (node.isEmpty()) {
            play.tell(unread(lane.sight().known(), stimulus));
        }
        Course course = new Course(play, beginning.state().trace());
        play.give(beginning.input());
        happen(play, watch, stimulus, seen);
        course.follow();
        if (stimulus.event() == Event.RETRY) {
            course.again();
        }
        return forecast(course, play, watch, Optional.of(actions));
    }

    private static Stage unread(boolean before, Stimulus stimulus) {
        String when = before ? "could not be read now" : "was never read, and could not be read now";
        String payload = stimulus.data().isPresent() || stimulus.event() == Event.DELETED
                ? ""
                : "; told as if its payload were empty, give one by --data";
        return new Stage("znode", when + payload, Optional.empty());
    }

    private Play.World world(Preparations actions, String type) {
        return new Play.World(actions::answer, () -> shop.places().free(type));
    }

    private static Change with(Change change, Optional<Payload> data) {
        return change.exists() && data.isPresent()
                ? Change.present(change.node(), change.stat().orElseThrow(), data.get(), change.observed())
                : change;
    }

    private static void happen(Play play, Watch watch, Stimulus stimulus, Optional<Change> node) {
        if (stimulus.event() == Event.MANUAL) {
            play.give(new Input.RunNow(stimulus.data()));
        } else if (stimulus.event() != Event.LOADED) {
            Sight sight = play.state().sight();
            Payload payload =
                    stimulus.data().or(() -> node.map(Change::payload)).orElse(Payload.EMPTY);
            Happening next = new Happening(
                    watch.node(),
                    sight.known() ? sight.stat() : node.flatMap(Change::stat),
                    payload,
                    play.now().wall());
            play.observe(next.after(stimulus.event()));
        }
    }

    private static Forecast forecast(Course course, Play play, Watch watch, Optional<Preparations> actions) {
        Optional<Order.Start> start = play.started();
        List<Stage> way = List.copyOf(play.told());
        return new Forecast(
                watch,
                course.verdict(),
                start.map(order -> order.run().event()),
                start.map(order -> order.run().attempt()).orElse(1),
                way,
                start.flatMap(order -> actions.map(a -> new Aftermath(play, order, a.isProcess()).told()))
                        .orElse(List.of()),
                start.flatMap(order -> actions.flatMap(a -> a.describe(order))));
    }

    @Override
    public List<Forecast> load(WatchFile next) {
        Peek peek = new Peek(shop.source().get(), MOST_FOR_NODES);
        Stream<Forecast> loaded =
                lanes.beginnings(next).stream().map(beginning -> load(beginning, watch(beginning), peek));
        return Stream.concat(loaded, lanes.lacking(next).stream().map(Forecaster::removed))
                .toList();
    }

    private static Watch watch(Lanes.Beginning beginning) {
        return ((Input.Loaded) beginning.input()).watch();
    }

    private Forecast load(Lanes.Beginning beginning, Watch watch, Peek peek) {
        LaneState lane = beginning.state();
        if (lane.watch().equals(Optional.of(watch)) && !lane.barred(Bar.REMOVED)) {
            Stage same = new Stage("unchanged", "is as it is now: nothing is run for it", Optional.empty());
            return new Forecast(
                    watch, Verdict.NOTHING, Optional.empty(), 1, List.of(same), List.of(), Optional.empty());
        }
        Preparations actions =
                new Preparations(watch, shop.types(), shop.patience().get().answer());
        Play play = new Play(
                lane,
                seen(lane, watch, peek),
                Moment.now(),
                world(actions, watch.action().type()));
        Course course = new Course(play, lane.trace());
        play.give(beginning.input());
        course.follow();
        return forecast(course, play, watch, Optional.empty());
    }

    /** The node as the lane has seen it, if it is the same one: no payload is needed to tell whether it runs. */
    private static Optional<Change> seen(LaneState lane, Watch watch, Peek peek) {
        boolean known = lane.sight().known()
                && lane.watch().filter(old -> old.node().equals(watch.node())).isPresent();
        if (!known) {
            return peek.at(watch.node());
        }
        Moment now = Moment.now();
        return Optional.of(lane.sight()
                .stat()
                .map(stat -> Change.present(watch.node(), stat, Payload.EMPTY, now.wall()))
                .orElseGet(() -> Change.missing(watch.node(), now.wall())));
    }

    private static Forecast removed(LaneState lane) {
        String runs = lane.going().isEmpty()
                ? ""
                : "; run " + lane.going().get(0).run().id() + " is left to finish";
        String change = lane.pending().isEmpty() ? "" : "; the change that waits is dropped";
        Stage gone = new Stage("removed", "is no longer watched" + change + runs, Optional.empty());
        return new Forecast(
                lane.watch().orElseThrow(),
                Verdict.REMOVED,
                Optional.empty(),
                1,
                List.of(gone),
                List.of(),
                Optional.empty());
    }
}
