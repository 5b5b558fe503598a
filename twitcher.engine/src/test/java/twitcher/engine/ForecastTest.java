package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.engine.Patiently.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

/** What would run, and what would follow. */
@Timeout(120)
class ForecastTest extends ForecastRig {
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

    private static List<String> znode(Rig rig, Optional<Payload> data) {
        return rig.engine.simulate(ID, new Stimulus(Event.CHANGED, data)).stream()
                .flatMap(forecast -> forecast.way().stream())
                .filter(stage -> stage.words().contains("could not be read now"))
                .map(Stage::words)
                .toList();
    }

    private static Watch other(String id, String path, String type) {
        return new Watch(id, Node.data(path), new ActionSpec(type, Map.of()), Policy.DEFAULT, Surroundings.DEFAULT);
    }
}
