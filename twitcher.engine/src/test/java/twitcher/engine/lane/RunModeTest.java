package twitcher.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import twitcher.api.Outcome;
import twitcher.api.Payload;
import twitcher.api.Policy;
import twitcher.api.RunMode;

class RunModeTest {
    private static final Outcome OK = new Outcome.Succeeded();

    private static Desk running(RunMode mode) {
        Desk desk = Desk.loaded(Policy.DEFAULT.withRunMode(mode));
        desk.sees(2);
        desk.orders.clear();
        return desk;
    }

    @Test
    void queueRunsTheNewestWhenTheRunHasEnded() {
        Desk desk = running(RunMode.QUEUE);
        desk.sees(3);
        desk.sees(4);
        assertThat(desk.started()).isEmpty();
        desk.ends(OK);
        assertThat(desk.started()).containsExactly("changed 4");
    }

    @Test
    void discardDropsWhatArrivesDuringARun() {
        Desk desk = running(RunMode.DISCARD);
        desk.sees(3);
        desk.ends(OK);
        assertThat(desk.started()).isEmpty();
        desk.sees(4);
        assertThat(desk.started()).containsExactly("changed 4");
    }

    @Test
    void discardRunsWhatArrivedBeforeARunThatAnOperatorStarted() {
        Desk.Settings settings = new Desk.Settings();
        settings.mode = RunMode.DISCARD;
        settings.settle = Duration.ofSeconds(1);
        Desk desk = new Desk(settings.policy());
        desk.sees(1);
        desk.in(new Input.RunNow(Optional.of(Payload.ofText("data"))));
        desk.passes(Duration.ofSeconds(2));
        desk.ends(OK);
        assertThat(desk.started()).containsExactly("manual 1", "loaded 1");
    }

    @Test
    void parallelStartsBesideUpToItsBoundAndThenTheNewest() {
        Desk.Settings settings = new Desk.Settings();
        settings.mode = RunMode.PARALLEL;
        settings.maxParallel = 2;
        Desk desk = new Desk(settings.policy());
        desk.sees(1);
        desk.sees(2);
        desk.sees(3);
        desk.sees(4);
        assertThat(desk.started()).containsExactly("loaded 1", "changed 2");
        desk.ends(OK);
        assertThat(desk.started()).containsExactly("loaded 1", "changed 2", "changed 4");
    }

    @Test
    void parallelNeverMovesThePositionBack() {
        Desk desk = running(RunMode.PARALLEL);
        desk.sees(3);
        desk.ends("r3", OK);
        desk.ends("r2", OK);
        assertThat(desk.lane.position().orElseThrow().stat().orElseThrow().mzxid())
                .isEqualTo(3);
    }

    @Test
    void restartStopsTheRunAndStartsWithTheNewestWhenItHasEnded() {
        Desk desk = running(RunMode.RESTART);
        desk.sees(3);
        desk.sees(4);
        assertThat(desk.stopped()).containsExactly("r2");
        assertThat(desk.started()).isEmpty();
        desk.ends(new Outcome.Signalled(15));
        assertThat(desk.started()).containsExactly("changed 4");
        assertThat(desk.outcomes()).containsExactly(new Outcome.Cancelled("a newer change"));
    }

    @Test
    void restartLetsAPausedWatchsRunGoOn() {
        Desk desk = running(RunMode.RESTART);
        desk.in(new Input.Pause());
        desk.sees(3);
        assertThat(desk.stopped()).isEmpty();
        desk.in(new Input.Resume());
        assertThat(desk.stopped()).containsExactly("r2");
    }

    @Test
    void theSignalIsSentBeforeAnySettling() {
        Desk.Settings settings = new Desk.Settings();
        settings.signal = Optional.of(1);
        settings.settle = Duration.ofSeconds(10);
        Desk desk = new Desk(settings.policy());
        desk.sees(1);
        desk.passes(Duration.ofSeconds(10));
        desk.sees(2);
        desk.sees(3);
        assertThat(desk.signalled()).isEqualTo(List.of(1, 1));
        assertThat(desk.started()).containsExactly("loaded 1");
    }

    @Test
    void whatWaitsForAPlaceIsReplacedByWhatIsNewer() {
        Desk desk = Desk.loaded(Policy.DEFAULT);
        desk.places(false);
        desk.sees(2);
        desk.sees(3);
        desk.places(true);
        assertThat(desk.started()).containsExactly("changed 3");
        assertThat(desk.count(Order.Ask.class)).isEqualTo(1);
    }

    @Test
    void aPlaceIsGivenBackForEachRunAndForWhatIsNotWantedAnyMore() {
        Desk desk = Desk.loaded(Policy.DEFAULT);
        desk.places(false);
        desk.sees(2);
        desk.in(new Input.Pause());
        assertThat(desk.ordered(new Order.Withdraw())).isTrue();
        desk.in(new Input.Granted("late"));
        assertThat(desk.count(Order.Release.class)).isEqualTo(1);
        assertThat(desk.started()).isEmpty();
    }
}
