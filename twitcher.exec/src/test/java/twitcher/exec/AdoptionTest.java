package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.exec.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.action.RunningAction;
import twitcher.api.process.ProcessId;
import twitcher.api.process.ProcessLauncher.Orphan;

/** Processes that outlive the launcher, or the daemon, that started them. */
@ParameterizedClass
@EnumSource(BackendKind.class)
class AdoptionTest {
    private static final String UNTIL_TOLD = "while [ ! -e \"$1\" ]; do sleep 0.02; done; echo last; exit 3";

    private final BackendKind kind;
    private final String id = UUID.randomUUID().toString();
    private Bed bed;
    private Path go;

    AdoptionTest(BackendKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void make() {
        bed = new Bed(kind);
        go = bed.state.resolve("go");
    }

    @AfterEach
    void close() {
        bed.close();
    }

    private RunningAction start(String command) {
        List<String> argv = List.of("/bin/sh", "-c", command, "sh", go.toString());
        return bed.start(id, argv, Payload.EMPTY, Bed.surroundings(Duration.ofMillis(300)));
    }

    private Optional<RunningAction> adopt(Optional<ProcessId> process) {
        return bed.launcher.adopt(new Orphan(id, process, Instant.now(), Duration.ofMillis(300)));
    }

    @Test
    void aProcessGoesOnWithoutItsLauncherAndIsAdoptedByItsIdentity() throws IOException {
        ProcessId process = start("echo first; " + UNTIL_TOLD).process().orElseThrow();
        bed.restart();
        assertThat(Boot.find(process)).isPresent();
        RunningAction adopted = adopt(Optional.of(process)).orElseThrow();
        assertThat(adopted.process()).contains(process);
        Files.createFile(go);
        RunningAction.Ending ending = Bed.end(adopted);
        assertThat(ending.outcome()).isEqualTo(new Outcome.Unknown());
        assertThat(Bed.out(ending)).isEqualTo("first\nlast\n");
        assertThat(bed.files()).isEmpty();
    }

    @Test
    void withoutARecordedIdentityItIsFoundByItsRun() throws IOException {
        ProcessId process = start(UNTIL_TOLD).process().orElseThrow();
        await().until(() -> bed.carriers(id).stream().anyMatch(stat -> stat.session() == process.pid()));
        bed.restart();
        RunningAction adopted = adopt(Optional.empty()).orElseThrow();
        assertThat(adopted.process()).contains(process);
        Files.createFile(go);
        Bed.end(adopted);
    }

    @Test
    void anotherProcessWithTheSameNumberIsNotMistaken() throws IOException {
        RunningAction action = start(UNTIL_TOLD);
        ProcessId process = action.process().orElseThrow();
        assertThat(adopt(Optional.of(new ProcessId(process.pid(), process.startTicks() - 1, process.bootId()))))
                .isEmpty();
        assertThat(adopt(Optional.of(new ProcessId(process.pid(), process.startTicks(), "another boot"))))
                .isEmpty();
        Files.createFile(go);
        assertThat(Bed.end(action).outcome()).isEqualTo(new Outcome.Exited(3));
    }

    @Test
    void whatHasEndedIsNotAdopted() {
        RunningAction action = start("exit 0");
        Optional<ProcessId> process = action.process();
        Bed.end(action);
        bed.restart();
        assertThat(adopt(process)).isEmpty();
        assertThat(adopt(Optional.empty())).isEmpty();
        assertThat(bed.files()).isEmpty();
    }

    @Test
    void aRunWhoseProcessEndedBetweenTwoLaunchersLeavesNoZombie() throws IOException {
        ProcessId process = start(UNTIL_TOLD).process().orElseThrow();
        bed.restart();
        Files.createFile(go);
        await().until(() -> Boot.find(process).filter(ProcStat::alive).isEmpty());
        Optional<RunningAction> adopted = adopt(Optional.of(process));
        adopted.ifPresent(action -> assertThat(Bed.end(action).outcome()).isEqualTo(new Outcome.Unknown()));
        await().until(() -> Boot.find(process).isEmpty());
        assertThat(bed.files()).isEmpty();
    }

    @Test
    void anAdoptedProcessCanBeStoppedWithAllThatBelongsToIt() {
        RunningAction action = start("trap '' TERM; (setsid sleep 1000 &); while :; do sleep 1000; done");
        await().until(() -> bed.carriers(id).size() >= 3);
        Optional<ProcessId> process = action.process();
        bed.restart();
        RunningAction adopted = adopt(process).orElseThrow();
        adopted.stop();
        Bed.end(adopted);
        assertThat(bed.carriers(id)).isEmpty();
    }

    @Test
    void bothEndsOfOutputThatWasTruncatedBeforeAreKept() throws IOException {
        ProcessId process = start("echo first; head -c 3000000 /dev/zero; echo; " + UNTIL_TOLD)
                .process()
                .orElseThrow();
        Path file = bed.state.resolve("runs/" + id + ".out");
        await().until(() -> Files.exists(file.resolveSibling(id + ".out.ends")));
        await().until(() -> Files.size(file) <= StreamFile.LIMIT_BYTES);
        bed.restart();
        RunningAction adopted = adopt(Optional.of(process)).orElseThrow();
        Files.createFile(go);
        Output.Kept kept = Bed.end(adopted).output().stdout();
        assertThat(kept.head().text()).startsWith("first\n");
        assertThat(kept.tail().text()).endsWith("last\n");
        assertThat(kept.total()).isGreaterThan(2_000_000);
        assertThat(bed.files()).isEmpty();
    }

    @Test
    void aProcessOutlivesTheKillOfItsDaemonAndEndsUnknown() throws Exception {
        try (ChildJvm daemon = ChildJvm.start(
                List.of(),
                OneRun.class,
                kind.name(),
                bed.state.toString(),
                id,
                "echo first; " + UNTIL_TOLD,
                go.toString())) {
            await().until(() -> bed.carriers(id).size() > 0 && bed.output(id).contains("first"));
            daemon.kill();
            RunningAction adopted = adopt(Optional.empty()).orElseThrow();
            Files.createFile(go);
            RunningAction.Ending ending = Bed.end(adopted);
            assertThat(ending.outcome()).isEqualTo(new Outcome.Unknown());
            assertThat(Bed.out(ending)).isEqualTo("first\nlast\n");
        }
    }
}
