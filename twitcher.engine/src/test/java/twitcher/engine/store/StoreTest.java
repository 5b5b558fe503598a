package twitcher.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import twitcher.api.Outcome;
import twitcher.api.Run;
import twitcher.api.process.ProcessId;
import twitcher.engine.lane.Position;

@Timeout(60)
class StoreTest {
    /** Bytes in front of a record of the journal, its number last. */
    private static final int HEAD = 16;

    @TempDir
    private Path folder;

    private Memory memory(Store store, String id) {
        return store.memories(Set.of(id)).getOrDefault(id, Memory.NONE);
    }

    static Stream<Outcome> outcomes() {
        return Stream.of(
                new Outcome.Succeeded(),
                new Outcome.Exited(3),
                new Outcome.Signalled(9),
                new Outcome.TimedOut(Duration.ofSeconds(3)),
                new Outcome.Cancelled("an operator"),
                new Outcome.NotStarted("no such user"),
                new Outcome.Postponed("no memory"),
                new Outcome.Failed("broken"),
                new Outcome.Unknown());
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void givesBackWhatItWasGiven(Outcome outcome) {
        Run run = Runs.ended("r1", "f:w", outcome);
        try (Store store = Store.in(folder)) {
            store.begin(Runs.intent("r1", "f:w"));
            store.end(run);
            assertThat(store.runs(Optional.empty(), 10)).containsExactly(run);
        }
        try (Store store = Store.in(folder)) {
            assertThat(store.runs(Optional.of("f:w"), 10)).containsExactly(run);
            assertThat(store.unfinished()).isEmpty();
        }
    }

    @Test
    void remembersPositionsAndWhatWasDecided() {
        Position position = new Position(7, Optional.of(Runs.STAT), "abc");
        try (Store store = Store.in(folder)) {
            store.remember("f:w", "key", position);
            store.decided("f:w", true, Optional.of("watch"));
        }
        try (Store store = Store.in(folder)) {
            Memory.Keyed keyed = new Memory.Keyed("key", new Position(0, position.stat(), "abc"));
            assertThat(memory(store, "f:w"))
                    .isEqualTo(new Memory(Optional.of(keyed), true, Optional.of("watch"), false));
            store.forget("f:w");
            store.decided("f:w", false, Optional.empty());
        }
        try (Store store = Store.in(folder)) {
            assertThat(memory(store, "f:w")).isEqualTo(Memory.NONE);
        }
    }

    /** What is on the disk at any moment is what a killed daemon leaves. */
    private Path killed() throws IOException {
        Path copy = Files.createTempDirectory(folder, "killed");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return copy;
    }

    @Test
    void aRunThatWasBegunIsKnownAfterAKill() throws IOException {
        ProcessId process = new ProcessId(4711, 99, "boot");
        Intent intent = Runs.intent("r1", "f:w");
        try (Store store = Store.in(folder)) {
            store.begin(intent);
            try (Store after = Store.in(killed())) {
                assertThat(after.unfinished()).containsExactly(intent);
            }
            store.process("r1", process);
            try (Store after = Store.in(killed())) {
                assertThat(after.unfinished()).containsExactly(intent.with(process));
            }
        }
    }

    @Test
    void whatWasDecidedSurvivesAKill() throws IOException {
        try (Store store = Store.in(folder)) {
            store.decided("f:w", true, Optional.empty());
            store.runs(Optional.empty(), 1);
            try (Store after = Store.in(killed())) {
                assertThat(memory(after, "f:w").paused()).isTrue();
            }
        }
    }

    @Test
    void aPositionSurvivesAKillAsSoonAsItIsSettled() throws IOException {
        Position position = new Position(0, Optional.of(Runs.STAT), "abc");
        try (Store store = Store.in(folder)) {
            store.remember("f:w", "key", position);
            assertThat(store.settle()).isTrue();
            try (Store after = Store.in(killed())) {
                assertThat(memory(after, "f:w").position()).contains(new Memory.Keyed("key", position));
            }
            store.forget("f:w");
            assertThat(store.settle()).isTrue();
            try (Store after = Store.in(killed())) {
                assertThat(memory(after, "f:w").position()).isEmpty();
            }
        }
    }

    private static Path written(Path copy) throws IOException {
        Path first = copy.resolve("history.journal.0");
        return Files.readAllBytes(first)[HEAD - 1] != 0 ? first : copy.resolve("history.journal.1");
    }

    /** Takes the last bytes of the last record. */
    private static void tear(Path journal) throws IOException {
        byte[] bytes = Files.readAllBytes(journal);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        Arrays.fill(bytes, end - 5, end, (byte) 0);
        Files.write(journal, bytes);
    }

    @Test
    void aTornRecordIsAsIfItWereNotThere() throws IOException {
        try (Store store = Store.in(folder)) {
            store.begin(Runs.intent("r1", "f:w"));
            store.begin(Runs.intent("r2", "f:w"));
            Path copy = killed();
            tear(written(copy));
            try (Store after = Store.in(copy)) {
                assertThat(after.unfinished()).extracting(i -> i.run().id()).containsExactly("r1");
            }
        }
    }

    @Test
    void anythingElseInItsPlaceIsSetAside() throws IOException {
        Files.writeString(folder.resolve("history.mv"), "not a store at all\n".repeat(1000));
        try (Store store = Store.in(folder)) {
            store.end(Runs.ended("r1", "f:w"));
        }
        try (Store store = Store.in(folder);
                Stream<Path> files = Files.list(folder)) {
            assertThat(store.runs(Optional.empty(), 1)).hasSize(1);
            assertThat(files.map(f -> f.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("history.mv.broken-"));
        }
    }

    @Test
    void aFolderThatCannotBeWrittenLeavesItInMemory() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try (Store store = Store.in(file)) {
            store.begin(Runs.intent("r1", "f:w"));
            store.end(Runs.ended("r1", "f:w"));
            assertThat(store.runs(Optional.empty(), 1)).hasSize(1);
        }
    }

    @Test
    void keepsOnlySoManyRunsOfAWatch() {
        try (Store store = Store.in(folder)) {
            for (int i = 0; i < 250; i++) {
                store.end(Runs.ended(String.format("r%04d", i), "f:w"));
                store.end(Runs.ended(String.format("r%04dx", i), "f:other" + i));
            }
            List<Run> runs = store.runs(Optional.of("f:w"), 1000);
            assertThat(runs).hasSize(100);
            assertThat(runs.get(0).id()).isEqualTo("r0249");
            assertThat(runs.get(99).id()).isEqualTo("r0150");
            assertThat(store.runs(Optional.of("f:othe"), 1000)).isEmpty();
            assertThat(store.runs(Optional.empty(), 1000)).hasSize(350);
            assertThat(store.runs(Optional.empty(), 3))
                    .extracting(Run::id)
                    .containsExactly("r0249x", "r0249", "r0248x");
        }
    }

    @Test
    void anInterruptedThreadDoesNotBreakIt() throws InterruptedException {
        try (Store store = Store.in(folder)) {
            store.end(Runs.ended("r1", "f:w"));
            Thread interrupted = new Thread(() -> {
                Thread.currentThread().interrupt();
                store.begin(Runs.intent("r2", "f:w"));
                store.runs(Optional.empty(), 1);
            });
            interrupted.start();
            interrupted.join();
            store.begin(Runs.intent("r3", "f:w"));
            assertThat(store.runs(Optional.empty(), 1)).hasSize(1);
        }
        try (Store store = Store.in(folder)) {
            assertThat(store.unfinished()).hasSize(2);
        }
    }

    @Test
    void closingTwiceIsHarmlessAndSoIsAskingAfterIt() {
        Store store = Store.in(folder);
        store.close();
        assertThatCode(store::close).doesNotThrowAnyException();
        assertThat(store.runs(Optional.empty(), 1)).isEmpty();
        assertThat(store.memories(Set.of("x"))).isEqualTo(Map.of());
    }
}
