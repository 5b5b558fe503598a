package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.engine.Patiently.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twitcher.api.ActionSpec;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.OnDelete;
import twitcher.api.OnFailure;
import twitcher.api.Payload;
import twitcher.api.Policy;
import twitcher.api.Retry;
import twitcher.api.RunMode;
import twitcher.api.RunOnLoad;
import twitcher.api.Surroundings;
import twitcher.api.Watch;
import twitcher.api.admin.Forecast;
import twitcher.api.admin.Forecast.Stage;
import twitcher.api.admin.Forecast.Verdict;
import twitcher.api.admin.Stimulus;
import twitcher.api.admin.WatchStatus;
import twitcher.api.config.WatchFile;

/** What is told to happen is what would, and none of it does. */
@Timeout(120)
class ForecastTest {
    private static final String ID = "f.json:w";
    private static final String NODE = "/w";

    private Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(2).complete();
        rig.source.set(NODE, "before");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aNodeThatCannotBeReadIsToldToBeUnknown() {
        try (Rig blind = new Rig()) {
            blind.add(blind.reference, blind.type);
            blind.engine.addFile(Rig.reading(1, Rig.watch(ID, NODE)));
            await().until(() -> !znode(blind, Optional.empty()).isEmpty());

            assertThat(znode(blind, Optional.empty()))
                    .containsExactly(
                            "was never read, and could not be read now; told as if its payload were empty, give"
                                    + " one by --data");
            assertThat(znode(blind, Optional.of(Payload.ofText("x"))))
                    .containsExactly("was never read, and could not be read now");
        }
        assertThat(znode(rig, Optional.empty())).isEmpty();
    }

    private static List<String> znode(Rig rig, Optional<Payload> data) {
        return rig.engine.simulate(ID, new Stimulus(Event.CHANGED, data)).stream()
                .flatMap(forecast -> forecast.way().stream())
                .filter(stage -> stage.words().contains("could not be read now"))
                .map(Stage::words)
                .toList();
    }

    /** A policy; every part that is not said is the default. */
    private record With(
            RunMode mode,
            RunOnLoad onLoad,
            OnDelete onDelete,
            Duration settle,
            Duration splay,
            Optional<Duration> timeout,
            Retry retry) {
        static With mode(RunMode mode) {
            return new With(
                    mode,
                    RunOnLoad.ALWAYS,
                    OnDelete.IGNORE,
                    Duration.ZERO,
                    Duration.ZERO,
                    Optional.empty(),
                    Retry.NONE);
        }

        With onLoad(RunOnLoad when) {
            return new With(mode, when, onDelete, settle, splay, timeout, retry);
        }

        With onDelete(OnDelete what) {
            return new With(mode, onLoad, what, settle, splay, timeout, retry);
        }

        With waits(int settleS, int splayS) {
            return new With(
                    mode, onLoad, onDelete, Duration.ofSeconds(settleS), Duration.ofSeconds(splayS), timeout, retry);
        }

        With failing(int timeoutS, Retry how) {
            return new With(mode, onLoad, onDelete, settle, splay, Optional.of(Duration.ofSeconds(timeoutS)), how);
        }

        Policy policy(int maxParallel, Integer signal) {
            return new Policy(
                    onLoad, mode, maxParallel, Optional.ofNullable(signal), timeout, settle, splay, onDelete, retry);
        }

        Policy policy() {
            return policy(16, null);
        }
    }

    /** A watch whose state at load has run. */
    private void idle(Policy policy) {
        running(policy);
        rig.run(0).succeed();
        rig.becomes(ID, WatchStatus.State.IDLE);
    }

    /** A watch that has not run. */
    private void loaded(Policy policy) {
        rig.engine.addFile(Rig.reading(1, Rig.watch(ID, NODE, policy)));
        await().until(() -> rig.engine.find(ID).isPresent());
        rig.becomes(ID, WatchStatus.State.IDLE);
    }

    /** A watch whose state at load is running. */
    private void running(Policy policy) {
        rig.engine.addFile(Rig.reading(1, Rig.watch(ID, NODE, policy)));
        rig.run(0);
        rig.becomes(ID, WatchStatus.State.RUNNING);
    }

    private Forecast when(Event event) {
        return when(event, Optional.empty());
    }

    /** What is told; and that nothing came of it. */
    private Forecast when(Event event, Optional<Payload> data) {
        int runs = rig.type.runs.size();
        int subscribed = rig.source.subscribed();
        WatchStatus before = rig.status(ID);

        Forecast forecast = rig.engine.simulate(ID, new Stimulus(event, data)).orElseThrow();

        assertThat(rig.status(ID)).isEqualTo(before);
        assertThat(rig.type.runs).hasSize(runs);
        assertThat(rig.source.subscribed()).isEqualTo(subscribed);
        return forecast;
    }

    private static List<String> names(List<Stage> stages) {
        return stages.stream().map(Stage::name).toList();
    }

    @Test
    void aChangeOfAnIdleWatchStarts() {
        idle(Policy.DEFAULT);

        Forecast forecast = when(Event.CHANGED);

        assertThat(forecast.verdict()).isEqualTo(Verdict.STARTS);
        assertThat(forecast.event()).contains(Event.CHANGED);
        assertThat(forecast.way()).isEmpty();
        assertThat(forecast.run().orElseThrow().what()).contains("of type fake");
        assertThat(names(forecast.afterwards())).containsExactly("on_failure");
    }

    @Test
    void anUnknownWatchHasNoForecast() {
        assertThat(rig.engine.simulate("no", new Stimulus(Event.CHANGED, Optional.empty())))
                .isEmpty();
    }

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
    void aDeletionCountsOnlyIfItIsAskedFor() {
        idle(Policy.DEFAULT);
        assertThat(when(Event.DELETED).verdict()).isEqualTo(Verdict.NOTHING);
        assertThat(when(Event.DELETED).way().get(0).name()).isEqualTo("on_delete");

        rig.engine.addFile(Rig.reading(
                2,
                Rig.watch(
                        ID,
                        NODE,
                        With.mode(RunMode.QUEUE).onDelete(OnDelete.RUN).policy())));
        rig.run(1).succeed();
        rig.becomes(ID, WatchStatus.State.IDLE);
        assertThat(when(Event.DELETED).verdict()).isEqualTo(Verdict.STARTS);
        assertThat(when(Event.DELETED).event()).contains(Event.DELETED);
    }

    @Test
    void aNodeThatIsCreatedAnewIsCreated() {
        idle(Policy.DEFAULT);

        assertThat(when(Event.CREATED).event()).contains(Event.CREATED);
        assertThat(when(Event.CHILDREN).verdict()).as("no change of the data").isEqualTo(Verdict.NOTHING);
    }

    @Test
    void loadingIsJudgedByRunOnLoad() {
        idle(Policy.DEFAULT);
        assertThat(when(Event.LOADED).event()).contains(Event.LOADED);

        rig.engine.addFile(Rig.reading(
                2,
                Rig.watch(
                        ID,
                        NODE,
                        With.mode(RunMode.QUEUE).onLoad(RunOnLoad.NEVER).policy())));
        await().until(() -> rig.status(ID).watch().policy().runOnLoad() == RunOnLoad.NEVER);
        assertThat(when(Event.LOADED).verdict()).isEqualTo(Verdict.NOTHING);
        assertThat(when(Event.LOADED).way().get(0).words()).contains("run_on_load=false");

        rig.engine.addFile(Rig.reading(
                3,
                Rig.watch(
                        ID,
                        NODE,
                        With.mode(RunMode.QUEUE).onLoad(RunOnLoad.CHANGED).policy())));
        await().until(() -> rig.status(ID).watch().policy().runOnLoad() == RunOnLoad.CHANGED);
        assertThat(when(Event.LOADED).way().get(0).words()).contains("run_on_load=CHANGED");
    }

    @Test
    void anOperatorsRunNeedNotSettle() {
        loaded(With.mode(RunMode.QUEUE).onLoad(RunOnLoad.NEVER).waits(7, 0).policy());

        assertThat(when(Event.MANUAL).verdict()).isEqualTo(Verdict.STARTS);
        assertThat(when(Event.MANUAL).event()).contains(Event.MANUAL);
        assertThat(when(Event.MANUAL, Optional.of(Payload.ofText("x"))).verdict())
                .isEqualTo(Verdict.STARTS);
    }

    @Test
    void timeoutAndRetriesAreToldWithTheirDelays() {
        Retry retry = new Retry(2, Duration.ofSeconds(10), Duration.ofSeconds(300), OnFailure.KEEP);
        idle(With.mode(RunMode.QUEUE).failing(30, retry).policy());

        Forecast forecast = when(Event.CHANGED);

        assertThat(names(forecast.afterwards())).containsExactly("timeout", "retries", "retries", "on_failure");
        assertThat(forecast.afterwards().get(0).lasts()).contains(Duration.ofSeconds(30));
        assertThat(forecast.afterwards().get(1).lasts().orElseThrow())
                .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
        assertThat(forecast.afterwards().get(2).lasts().orElseThrow())
                .isBetween(Duration.ofSeconds(16), Duration.ofSeconds(24));
        assertThat(forecast.afterwards().get(3).words()).contains("goes on");
    }

    @Test
    void aRetryIsTheSecondAttempt() {
        Retry retry = new Retry(2, Duration.ofSeconds(10), Duration.ofSeconds(300), OnFailure.KEEP);
        idle(With.mode(RunMode.QUEUE).failing(30, retry).policy());

        Forecast forecast = when(Event.RETRY);

        assertThat(forecast.event()).contains(Event.RETRY);
        assertThat(forecast.attempt()).isEqualTo(2);
        assertThat(names(forecast.way())).containsExactly("backoff");
    }

    @Test
    void withoutRetriesThereIsNone() {
        idle(Policy.DEFAULT);

        assertThat(when(Event.RETRY).verdict()).isEqualTo(Verdict.NOTHING);
        assertThat(when(Event.RETRY).event()).isEmpty();
    }

    @Test
    void aThousandRetriesAreNotAllTold() {
        Retry retry = new Retry(1000, Duration.ofSeconds(1), Duration.ofSeconds(300), OnFailure.KEEP);
        idle(With.mode(RunMode.QUEUE).failing(30, retry).policy());

        assertThat(when(Event.CHANGED).afterwards()).hasSizeLessThan(10);
        assertThat(when(Event.CHANGED).afterwards())
                .last()
                .extracting(Stage::words)
                .asString()
                .contains("1000 times");
    }

    private static Watch other(String id, String path, String type) {
        return new Watch(id, Node.data(path), new ActionSpec(type, Map.of()), Policy.DEFAULT, Surroundings.DEFAULT);
    }

    @Test
    void aReadingIsForeseenWatchByWatch() {
        rig.source.set("/new", "new");
        Watch same = Rig.watch("f.json:same", "/same");
        Watch gone = Rig.watch("f.json:gone", "/gone");
        rig.engine.addFile(Rig.reading(1, Rig.watch(ID, NODE), same, gone));
        rig.run(0).succeed();
        rig.becomes(ID, WatchStatus.State.IDLE);
        rig.becomes("f.json:same", WatchStatus.State.IDLE);
        int subscribed = rig.source.subscribed();

        Map<String, Forecast> forecasts = rig
                .engine
                .load(Rig.reading(
                        2,
                        Rig.watch(ID, NODE, With.mode(RunMode.DISCARD).policy()),
                        same,
                        Rig.watch("f.json:new", "/new"),
                        Rig.watch("f.json:missing", "/missing"),
                        other("f.json:hook", "/new", "webhook")))
                .stream()
                .collect(Collectors.toMap(f -> f.watch().id(), f -> f));

        assertThat(forecasts.get(ID).verdict()).isEqualTo(Verdict.STARTS);
        assertThat(forecasts.get(ID).event()).contains(Event.LOADED);
        assertThat(forecasts.get("f.json:same").verdict()).isEqualTo(Verdict.NOTHING);
        assertThat(forecasts.get("f.json:new").verdict()).isEqualTo(Verdict.STARTS);
        assertThat(forecasts.get("f.json:missing").verdict()).isEqualTo(Verdict.NOTHING);
        assertThat(forecasts.get("f.json:hook").verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(forecasts.get("f.json:gone").verdict()).isEqualTo(Verdict.REMOVED);
        assertThat(rig.type.runs).hasSize(1);
        assertThat(rig.source.subscribed()).isEqualTo(subscribed);
        assertThat(rig.engine.list()).hasSize(3);
    }
}
