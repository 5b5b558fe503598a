package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.engine.Patiently.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twitcher.api.Event;
import twitcher.api.OnFailure;
import twitcher.api.Payload;
import twitcher.api.Policy;
import twitcher.api.Retry;
import twitcher.api.RunMode;
import twitcher.api.RunOnLoad;
import twitcher.api.admin.Forecast;
import twitcher.api.admin.Forecast.Verdict;
import twitcher.api.admin.WatchStatus;
import twitcher.api.config.WatchFile;

/** What a change would have to wait for, and what would stop it. */
@Timeout(120)
class ForecastWayTest extends ForecastRig {
    @Test
    void settleAndSplayAreWaitedForAsLongAsTheyWouldBe() {
        loaded(With.mode(RunMode.QUEUE).onLoad(RunOnLoad.NEVER).waits(7, 1000).policy());

        Forecast forecast = when(Event.CHANGED);

        assertThat(forecast.verdict()).isEqualTo(Verdict.WAITS);
        assertThat(names(forecast.way())).containsExactly("settle", "splay");
        assertThat(forecast.way().get(0).lasts()).contains(Duration.ofSeconds(7));
        assertThat(forecast.way().get(1).lasts().orElseThrow()).isBetween(Duration.ZERO, Duration.ofSeconds(1000));
        assertThat(when(Event.CHANGED).way().get(1))
                .as("the same machine and state: the same turn")
                .isEqualTo(forecast.way().get(1));
    }

    @Test
    void aQueueIsWaitedInAndTheRunIsNotified() {
        running(With.mode(RunMode.QUEUE).policy(16, 12));

        Forecast forecast = when(Event.CHANGED);

        assertThat(forecast.verdict()).isEqualTo(Verdict.WAITS);
        assertThat(names(forecast.way())).containsExactly("notify_signal", "run_mode");
        assertThat(forecast.way().get(0).words()).contains("signal 12");
        assertThat(forecast.way().get(1).words()).contains("has ended (QUEUE)");
        assertThat(rig.run(0).signals).isEmpty();
    }

    @Test
    void restartStopsTheRunThatIsGoing() {
        running(With.mode(RunMode.RESTART).policy());

        Forecast forecast = when(Event.CHANGED);

        assertThat(forecast.verdict()).isEqualTo(Verdict.WAITS);
        assertThat(names(forecast.way())).containsExactly("stop", "run_mode");
        assertThat(rig.run(0).stops).hasValue(0);
    }

    @Test
    void discardDropsWhatArrivesDuringARun() {
        running(With.mode(RunMode.DISCARD).policy());

        Forecast forecast = when(Event.CHANGED);

        assertThat(forecast.verdict()).isEqualTo(Verdict.DROPPED);
        assertThat(forecast.run()).isEmpty();
        assertThat(forecast.way().get(0).words()).contains("is dropped", "DISCARD");
    }

    @Test
    void parallelStartsBesideOthersUntilThereAreTooMany() {
        running(With.mode(RunMode.PARALLEL).policy(2, null));
        assertThat(when(Event.CHANGED).verdict()).isEqualTo(Verdict.STARTS);

        rig.source.set(NODE, "second");
        rig.run(1);
        await().until(() -> rig.status(ID).running().size() == 2);

        Forecast forecast = when(Event.CHANGED);
        assertThat(forecast.verdict()).isEqualTo(Verdict.WAITS);
        assertThat(forecast.way().get(0).words()).contains("max_parallel");
    }

    @Test
    void theGlobalBoundIsWaitedFor() {
        rig.source.set("/a", "a");
        rig.source.set("/b", "b");
        idle(Policy.DEFAULT);
        rig.engine.addFile(
                new WatchFile("g.json", 1, List.of(Rig.watch("g.json:a", "/a"), Rig.watch("g.json:b", "/b")), false));
        rig.run(2);

        Forecast forecast = when(Event.CHANGED);

        assertThat(forecast.verdict()).isEqualTo(Verdict.WAITS);
        assertThat(names(forecast.way())).containsExactly("place");
        assertThat(forecast.event()).contains(Event.CHANGED);
    }

    @Test
    void whatIsPausedOrHeldIsBlockedAndWhatWouldRunIsToldAllTheSame() {
        idle(Policy.DEFAULT);
        rig.engine.pause(ID);
        rig.becomes(ID, WatchStatus.State.PAUSED);
        assertThat(when(Event.CHANGED).verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(when(Event.CHANGED).way().get(0).words()).contains("paused by an operator");
        assertThat(when(Event.CHANGED).event()).contains(Event.CHANGED);

        rig.engine.resume(ID);
        rig.engine.addFile(new WatchFile("f.json", 2, List.of(Rig.watch(ID, NODE)), true));
        rig.becomes(ID, WatchStatus.State.HELD);
        assertThat(when(Event.CHANGED).verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(when(Event.CHANGED).way().get(0).words()).contains("held");
        assertThat(when(Event.CHANGED).run()).isPresent();
    }

    @Test
    void whatWasStoppedAfterFailuresIsBlocked() {
        Retry stop = new Retry(0, Duration.ofSeconds(1), Duration.ofSeconds(1), OnFailure.STOP);
        running(With.mode(RunMode.QUEUE).failing(10, stop).policy());
        rig.run(0).end(new twitcher.api.Outcome.Exited(1));
        rig.becomes(ID, WatchStatus.State.STOPPED);

        Forecast forecast = when(Event.CHANGED);

        assertThat(forecast.verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(forecast.way().get(0).words()).contains("stopped after its last retry failed");
        assertThat(forecast.afterwards().get(forecast.afterwards().size() - 1).words())
                .contains("the watch is stopped");
    }

    @Test
    void aMissingActionTypeBlocksForGood() {
        idle(Policy.DEFAULT);
        rig.engine.removeType(rig.reference);
        rig.becomes(ID, WatchStatus.State.WAITING);

        Forecast forecast = when(Event.CHANGED);

        assertThat(forecast.verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(forecast.run()).isEmpty();
        assertThat(forecast.way().get(0).words()).contains("waits for action type fake");
    }

    @Test
    void anOperatorsRunNeedNotSettle() {
        loaded(With.mode(RunMode.QUEUE).onLoad(RunOnLoad.NEVER).waits(7, 0).policy());

        assertThat(when(Event.MANUAL).verdict()).isEqualTo(Verdict.STARTS);
        assertThat(when(Event.MANUAL).event()).contains(Event.MANUAL);
        assertThat(when(Event.MANUAL, Optional.of(Payload.ofText("x"))).verdict())
                .isEqualTo(Verdict.STARTS);
    }

    /** A watch that has not run. */
    private void loaded(Policy policy) {
        rig.engine.addFile(Rig.reading(1, Rig.watch(ID, NODE, policy)));
        await().until(() -> rig.engine.find(ID).isPresent());
        rig.becomes(ID, WatchStatus.State.IDLE);
    }
}
