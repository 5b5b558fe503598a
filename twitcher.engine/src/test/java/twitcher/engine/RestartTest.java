package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.engine.Patiently.await;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Outcome;
import twitcher.api.Policy;
import twitcher.api.Run;
import twitcher.api.RunMode;
import twitcher.api.RunOnLoad;
import twitcher.api.admin.WatchStatus.State;
import twitcher.api.process.ProcessId;
import twitcher.engine.store.Store;

/** What outlives an engine. */
@Timeout(60)
class RestartTest {
    private static final String A = "f.json:a";
    private static final ProcessId PROCESS = new ProcessId(4711, 1, "boot");

    @TempDir
    private Path folder;

    private Rig rig() {
        Rig rig = new Rig(Store.in(folder), 256).complete();
        rig.type.process = Optional.of(PROCESS);
        rig.source.set("/a", "0");
        return rig;
    }

    private static Policy onLoad(RunOnLoad when) {
        Policy p = Policy.DEFAULT;
        return new Policy(
                when,
                RunMode.QUEUE,
                p.maxParallel(),
                p.notifySignal(),
                p.timeout(),
                p.settle(),
                p.splay(),
                p.onDelete(),
                p.retry());
    }

    private static void load(Rig rig, RunOnLoad when) {
        rig.engine.addFile(Rig.reading(1, Rig.watch(A, "/a", onLoad(when))));
    }

    private FakeType.FakeRun leftRunning() {
        try (Rig rig = rig()) {
            load(rig, RunOnLoad.ALWAYS);
            FakeType.FakeRun run = rig.run(0);
            rig.becomes(A, State.RUNNING);
            return run;
        }
    }

    @Test
    void pauseSurvives() {
        try (Rig rig = rig()) {
            load(rig, RunOnLoad.NEVER);
            rig.engine.pause(A);
            rig.becomes(A, State.PAUSED);
        }
        try (Rig rig = rig()) {
            load(rig, RunOnLoad.ALWAYS);
            rig.becomes(A, State.PAUSED);
            await().until(() -> rig.status(A).pending());
            rig.engine.resume(A);
            rig.run(0).succeed();
            rig.becomes(A, State.IDLE);
        }
        try (Rig rig = rig()) {
            load(rig, RunOnLoad.NEVER);
            rig.becomes(A, State.IDLE);
        }
    }

    @Test
    void changedAtLoadKnowsWhatWasDone() {
        try (Rig rig = rig()) {
            load(rig, RunOnLoad.CHANGED);
            rig.run(0).succeed();
            rig.becomes(A, State.IDLE);
        }
        try (Rig rig = rig()) {
            load(rig, RunOnLoad.CHANGED);
            rig.becomes(A, State.IDLE);
            rig.nothingHappens(A);
            assertThat(rig.engine.runs(Optional.of(A), 5)).hasSize(1);
        }
    }

    @Test
    void whatLivesIsWaitedForAndThenTheNewestStateRuns() {
        FakeType.FakeRun left = leftRunning();
        FakeLauncher launcher = new FakeLauncher();
        launcher.alive.put(left.context.runId(), left);
        try (Rig rig = rig()) {
            load(rig, RunOnLoad.NEVER);
            rig.becomes(A, State.WAITING);
            rig.engine.addLauncher(launcher);
            rig.becomes(A, State.RUNNING);
            assertThat(launcher.asked.get(0).process()).contains(PROCESS);
            rig.source.set("/a", "1");
            rig.nothingHappens(A);
            left.end(new Outcome.Unknown());
            assertThat(rig.run(0).payload()).isEqualTo("1");
            Run old = rig.engine.runs(Optional.of(A), 5).get(1);
            assertThat(old.end().orElseThrow().outcome()).isEqualTo(new Outcome.Unknown());
        }
    }

    @Test
    void whatDoesNotLiveIsUnknownAndTheNewestStateRuns() {
        leftRunning();
        try (Rig rig = rig()) {
            rig.engine.addLauncher(new FakeLauncher());
            load(rig, RunOnLoad.NEVER);
            rig.run(0);
        }
    }

    @Test
    void whatLivesOfAWatchThatIsGoneIsStillSeenToItsEnd() {
        FakeType.FakeRun left = leftRunning();
        FakeLauncher launcher = new FakeLauncher();
        launcher.alive.put(left.context.runId(), left);
        try (Rig rig = rig()) {
            rig.engine.addLauncher(launcher);
            await().until(() -> rig.engine.stop(left.context.runId()).done());
            await().until(() -> left.stops.get() > 0);
            left.end(new Outcome.Unknown());
            await().until(() -> rig.engine.runs(Optional.of(A), 1).get(0).end().isPresent());
        }
        try (Store store = Store.in(folder)) {
            assertThat(store.unfinished()).isEmpty();
        }
    }

    @Test
    void aNewLauncherLooksAfterWhatTheOldOneStarted() {
        FakeLauncher old = new FakeLauncher();
        FakeLauncher young = new FakeLauncher();
        try (Rig rig = rig()) {
            rig.engine.addLauncher(old);
            load(rig, RunOnLoad.ALWAYS);
            FakeType.FakeRun orphan = rig.run(0);
            rig.becomes(A, State.RUNNING);
            await().until(() -> rig.engine.stop(orphan.context.runId()).done());
            await().until(() -> orphan.stops.get() == 1);
            FakeType.FakeRun adopted = new FakeType.FakeRun(orphan.context, Optional.of(PROCESS));
            young.alive.put(orphan.context.runId(), adopted);
            rig.engine.removeLauncher(old);
            rig.engine.addLauncher(young);
            await().until(() -> adopted.stops.get() == 1);
            adopted.end(new Outcome.Unknown());
            rig.becomes(A, State.IDLE);
            assertThat(old.asked).isEmpty();
        }
    }

    @Test
    void whatEndedWhileThereWasNoLauncherIsUnknownAndRunsAgain() {
        FakeLauncher old = new FakeLauncher();
        try (Rig rig = rig()) {
            rig.engine.addLauncher(old);
            load(rig, RunOnLoad.ALWAYS);
            rig.run(0);
            rig.becomes(A, State.RUNNING);
            rig.engine.addLauncher(new FakeLauncher());
            assertThat(rig.run(1).payload()).isEqualTo("0");
        }
    }
}
