package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.exec.Patience.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import twitcher.api.Outcome;
import twitcher.api.Payload;
import twitcher.api.action.RunningAction;
import twitcher.api.process.Worker;

/** The stop sequence, against processes that do not want to; and what ends without one. */
@ParameterizedClass
@EnumSource(BackendKind.class)
class StopTest {
    private static final Duration KILL_AFTER = Duration.ofMillis(300);
    private static final String STUBBORN = "trap '' TERM; while :; do sleep 1000; done";
    /** Each command says on its output when all of it is there. */
    private static final String READY = "echo ready; ";

    private final BackendKind kind;
    private final String id = UUID.randomUUID().toString();
    private Bed bed;

    StopTest(BackendKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void make() {
        bed = new Bed(kind);
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private RunningAction start(String command) {
        return bed.start(id, List.of("/bin/sh", "-c", command), Payload.EMPTY, Bed.surroundings(KILL_AFTER));
    }

    private List<ProcStat> carriers() {
        return bed.carriers(id);
    }

    @Test
    void aWorkerThatIsStoppedBeforeItReadsLeavesNoPayload() throws Exception {
        Worker worker = bed.launcher.open(List.of("/bin/sleep", "1000"));
        RunningAction run = worker.become(
                TestRun.of(id, Payload.ofText("for nobody"), Bed.surroundings(KILL_AFTER)),
                stage -> assertThat(stage.stdin().orElseThrow()).exists());

        run.stop();
        Bed.end(run);

        assertThat(bed.files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trap '' TERM; echo ready; while :; do sleep 1000; done",
                "(trap '' TERM; echo ready; while :; do sleep 1000; done) & sleep 1000; wait",
                "setsid sh -c 'trap \"\" TERM; echo ready; while :; do sleep 1000; done' & wait",
                "(setsid sh -c 'trap \"\" TERM; echo ready; while :; do sleep 1000; done' &) ; sleep 1000",
                "(setsid sh -c '(setsid sh -c \"trap : TERM; echo ready; while :; do sleep 1000; done\" &)' &); sleep 1000",
                "trap '' TERM; echo ready; while :; do sleep 1000 & sleep 0.05; done",
                "trap '' TERM; echo ready; while :; do (setsid sleep 1000 &) ; sleep 0.05; done",
                "echo ready; kill -STOP $$; while :; do sleep 1; done"
            })
    void nothingSurvives(String command) {
        RunningAction action = start(command);
        await().until(() -> bed.output(id).contains("ready"));
        action.stop();
        action.stop();
        Bed.end(action);
        assertThat(carriers()).isEmpty();
    }

    @Test
    void aProcessThatObeysHasTimeToCleanUp() {
        RunningAction action =
                start("trap 'sleep 0.1; echo cleaned; exit 7' TERM; echo ready; while :; do sleep 0.05; done");
        await().until(() -> bed.output(id).contains("ready"));
        action.stop();
        RunningAction.Ending ending = Bed.end(action);
        assertThat(ending.outcome()).isEqualTo(new Outcome.Exited(7));
        assertThat(Bed.out(ending)).isEqualTo("ready\ncleaned\n");
    }

    @Test
    void aProcessThatObeysEndsAtOnce() {
        RunningAction action =
                bed.start(id, List.of("sleep", "1000"), Payload.EMPTY, Bed.surroundings(Duration.ofMinutes(10)));
        await().until(() -> carriers().stream().anyMatch(stat -> stat.command().equals("sleep")));
        action.stop();
        Outcome expected = kind == BackendKind.NATIVE ? new Outcome.Signalled(15) : new Outcome.Exited(143);
        assertThat(Bed.end(action).outcome()).isEqualTo(expected);
    }

    @Test
    void stoppingAnotherRunDoesNoHarm() {
        RunningAction other = bed.start("sleep 1000");
        RunningAction action = start("echo ready; " + STUBBORN);
        await().until(() -> bed.output(id).contains("ready"));
        action.stop();
        Bed.end(action);
        assertThat(Boot.find(other.process().orElseThrow())).isPresent();
        other.stop();
        Bed.end(other);
    }

    @Test
    void whatAnEndedRunLeftInTheBackgroundIsLeftAlone() {
        RunningAction action = start("sleep 1000 & echo started");
        assertThat(Bed.end(action).outcome()).isEqualTo(new Outcome.Succeeded());
        // Not before: a process that is just becoming another has no environment.
        await().until(() -> carriers().stream().anyMatch(stat -> stat.command().equals("sleep")));
        action.stop();
        assertThat(carriers()).hasSize(1);
        carriers().forEach(stat -> ProcessHandle.of(stat.pid()).ifPresent(ProcessHandle::destroyForcibly));
    }

    @Test
    void aSignalReachesTheProcessAndNotItsGroup() {
        RunningAction action = start("trap 'echo got it; exit 0' USR1; (trap 'echo child' USR1; sleep 0.3; exit 0) & "
                + READY + "while :; do sleep 0.05; done");
        await().until(() -> bed.output(id).contains("ready"));
        action.signal(10);
        RunningAction.Ending ending = Bed.end(action);
        assertThat(Bed.out(ending)).isEqualTo("ready\ngot it\n");
    }

    @Test
    void aSignalAfterTheEndReachesNobody() {
        RunningAction action = start("exit 0");
        Bed.end(action);
        action.signal(9);
        action.stop();
        assertThat(Bed.end(action).outcome()).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void hundredStopsAtOnceEndTogether() {
        List<RunningAction> actions = java.util.stream.IntStream.range(0, 100)
                .mapToObj(i -> bed.start(List.of("sleep", "1000"), Payload.EMPTY, Bed.surroundings(KILL_AFTER)))
                .toList();
        actions.forEach(RunningAction::stop);
        actions.forEach(Bed::end);
        assertThat(actions)
                .allMatch(action -> action.process().flatMap(Boot::find).isEmpty());
    }
}
