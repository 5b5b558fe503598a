package twitcher.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static twitcher.engine.Patiently.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Outcome;
import twitcher.api.process.ProcessId;

/** A state directory on a disk that fills up, and has room again later. Needs root, for the disk. */
@Timeout(120)
class FullDiskTest {
    private static final ProcessId PROCESS = new ProcessId(4711, 99, "boot");

    @TempDir
    private Path folder;

    private Path disk;
    private Path ballast;

    @BeforeEach
    void mount() throws Exception {
        assumeThat(new com.sun.security.auth.module.UnixSystem().getUid()).isZero();
        disk = Files.createDirectory(folder.resolve("disk"));
        ballast = disk.resolve("ballast");
        run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            run("umount", "--lazy", disk.toString());
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private void fill() throws IOException {
        try {
            Files.write(ballast, new byte[4 << 20]);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
        assertThat(disk.toFile().getUsableSpace()).isZero();
    }

    private void makeRoom() throws IOException {
        Files.delete(ballast);
    }

    private static void committed(Store store) {
        await().atMost(Duration.ofSeconds(60)).until(() -> store.problem().isEmpty());
    }

    /** What a daemon finds that starts after this one was killed: on a disk that is as full. */
    private Path killed() throws IOException {
        Path copy = Files.createTempDirectory(folder, "killed");
        try (Stream<Path> files = Files.list(disk)) {
            for (Path file : files.filter(f -> !f.equals(ballast)).toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static List<String> unfinished(Store store) {
        return store.unfinished().stream().map(i -> i.run().id()).sorted().toList();
    }

    /** Runs that come and go until the store has noticed. */
    private static void busy(Store store) {
        List<Integer> rounds = new ArrayList<>();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            String id = "busy" + rounds.size();
            rounds.add(1);
            store.begin(Runs.intent(id, "f:busy"));
            store.end(Runs.ended(id, "f:busy"));
            return store.problem().isPresent();
        });
    }

    @Test
    void whatRunsIsKnownToWhoeverStartsAfterAKill() throws IOException {
        try (Store store = Store.in(disk)) {
            store.begin(Runs.intent("before", "f:a"));
            store.process("before", PROCESS);
            store.decided("f:a", true, Optional.empty());
            store.runs(Optional.empty(), 1);
            fill();
            busy(store);
            assertThat(store.problem()).isPresent();
            store.begin(Runs.intent("since", "f:b"));
            for (int i = 0; i < 3_000; i++) {
                store.begin(Runs.intent("many" + i, "f:c"));
                store.process("many" + i, PROCESS);
                store.end(Runs.ended("many" + i, "f:c"));
                store.runs(Optional.empty(), 1);
            }
            store.decided("f:b", true, Optional.empty());
            store.runs(Optional.empty(), 1);
            try (Store after = Store.in(killed())) {
                assertThat(unfinished(after)).contains("before", "since");
                assertThat(unfinished(after).size()).isLessThan(2_000);
                assertThat(after.unfinished())
                        .anySatisfy(i -> assertThat(i.process()).contains(PROCESS));
                assertThat(after.memories(Set.of("f:a")).get("f:a").paused()).isTrue();
                assertThat(after.memories(Set.of("f:b")).get("f:b").paused()).isTrue();
            }
        }
    }

    @Test
    void aStartOnAFullDiskKnowsWhatRan() throws IOException {
        Store first = Store.in(disk);
        first.begin(Runs.intent("r1", "f:a"));
        first.decided("f:a", true, Optional.empty());
        first.close();
        fill();
        try (Store second = Store.in(disk)) {
            assertThat(unfinished(second)).containsExactly("r1");
            assertThat(second.memories(Set.of("f:a")).get("f:a").paused()).isTrue();
            busy(second);
            second.end(Runs.ended("r1", "f:a", new Outcome.Unknown()));
            second.begin(Runs.intent("r2", "f:a"));
        }
        try (Store third = Store.in(disk)) {
            assertThat(unfinished(third)).containsExactly("r2");
            assertThat(third.memories(Set.of("f:a")).get("f:a").doubt()).isTrue();
        }
    }

    @Test
    void whatHappenedMeanwhileIsWrittenWhenThereIsRoom() throws IOException {
        try (Store store = Store.in(disk)) {
            store.begin(Runs.intent("going", "f:a"));
            store.runs(Optional.empty(), 1);
            fill();
            busy(store);
            store.end(Runs.ended("meanwhile", "f:b"));
            makeRoom();
            committed(store);
            assertThat(store.runs(Optional.of("f:b"), 10)).hasSize(1);
        }
        try (Store after = Store.in(disk)) {
            assertThat(unfinished(after)).containsExactly("going");
            assertThat(after.runs(Optional.of("f:b"), 10)).hasSize(1);
        }
    }
}
