package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import twitcher.api.Event;
import twitcher.api.OnDelete;
import twitcher.api.Payload;
import twitcher.api.Policy;
import twitcher.api.Retry;
import twitcher.api.RunMode;
import twitcher.api.RunOnLoad;
import twitcher.api.admin.Forecast;
import twitcher.api.admin.Forecast.Stage;
import twitcher.api.admin.Stimulus;
import twitcher.api.admin.WatchStatus;

/** A watch whose future is asked for. */
@Timeout(120)
abstract class ForecastRig {
    static final String ID = "f.json:w";
    static final String NODE = "/w";

    Rig rig;

    @BeforeEach
    void start() {
        rig = new Rig(2).complete();
        rig.source.set(NODE, "before");
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    /** A policy; every part that is not said is the default. */
    record With(
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
    void idle(Policy policy) {
        running(policy);
        rig.run(0).succeed();
        rig.becomes(ID, WatchStatus.State.IDLE);
    }

    /** A watch whose state at load is running. */
    void running(Policy policy) {
        rig.engine.addFile(Rig.reading(1, Rig.watch(ID, NODE, policy)));
        rig.run(0);
        rig.becomes(ID, WatchStatus.State.RUNNING);
    }

    Forecast when(Event event) {
        return when(event, Optional.empty());
    }

    /** What is told; and that nothing came of it. */
    Forecast when(Event event, Optional<Payload> data) {
        int runs = rig.type.runs.size();
        int subscribed = rig.source.subscribed();
        WatchStatus before = rig.status(ID);

        Forecast forecast = rig.engine.simulate(ID, new Stimulus(event, data)).orElseThrow();

        assertThat(rig.status(ID)).isEqualTo(before);
        assertThat(rig.type.runs).hasSize(runs);
        assertThat(rig.source.subscribed()).isEqualTo(subscribed);
        return forecast;
    }

    static List<String> names(List<Stage> stages) {
        return stages.stream().map(Stage::name).toList();
    }
}
