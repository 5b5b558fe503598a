package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.engine.Patiently.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Outcome;
import twitcher.api.Policy;
import twitcher.api.Watch;
import twitcher.api.admin.WatchStatus.State;
import twitcher.engine.store.Store;

/** Payloads of states that wait, when there are too many for the heap. */
@Timeout(120)
class ShelfTest {
    private static final int ROOM = 1 << 20;
    private static final int LANES = 40;

    @TempDir
    private Path folder;

    private final List<String> ids =
            IntStream.range(0, LANES).mapToObj(i -> "f.json:" + i).toList();

    private static String payload(int lane, int version) {
        return lane + "." + version + "-".repeat(100_000);
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(folder.resolve("waiting"))) {
            return files.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private Rig paused(Shelf shelf, int maxRuns) {
        Rig rig = new Rig(Store.inMemory(), shelf, maxRuns).complete();
        List<Watch> watches = new ArrayList<>();
        for (int i = 0; i < LANES; i++) {
            rig.source.set("/" + i, "first");
            watches.add(Rig.watch(ids.get(i), "/" + i, Policy.DEFAULT));
        }
        rig.engine.addFile(Rig.reading(1, watches.toArray(Watch[]::new)));
        for (int i = 0; i < LANES; i++) {
            await().until(() -> rig.type.runs.size() > 0);
            rig.engine.pause(ids.get(i));
        }
        await().until(() -> {
            rig.type.runs.forEach(FakeType.FakeRun::succeed);
            return ids.stream()
                    .allMatch(id -> rig.status(id).state() == State.PAUSED
                            && rig.status(id).running().isEmpty());
        });
        rig.type.runs.clear();
        return rig;
    }

    private void change(Rig rig, int version) {
        for (int i = 0; i < LANES; i++) {
            rig.source.set("/" + i, payload(i, version));
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ids.stream().allMatch(id -> rig.status(id).pending()));
    }

    private void resume(Rig rig) {
        ids.forEach(rig.engine::resume);
    }

    private static void ranAll(Rig rig, int version) {
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            rig.type.runs.forEach(FakeType.FakeRun::succeed);
            return rig.type.runs.size() >= LANES;
        });
        assertThat(rig.type.payloads())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, LANES)
                        .mapToObj(i -> payload(i, version))
                        .toList());
    }

    @Test
    void whatIsTooMuchForTheHeapWaitsInFilesAndRunsAsItWas() throws IOException {
        Shelf shelf = Shelf.in(folder, ROOM);
        try (Rig rig = paused(shelf, 4)) {
            change(rig, 1);
            change(rig, 2);
            await().atMost(Duration.ofSeconds(60)).until(() -> shelf.held() <= ROOM + 100_100);
            assertThat(files()).hasSizeBetween(LANES - ROOM / 100_000 - 1, LANES);
            assertThat(Files.getPosixFilePermissions(files().get(0)))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            resume(rig);
            ranAll(rig, 2);
            await().atMost(Duration.ofSeconds(60)).until(() -> files().isEmpty());
            await().until(() -> shelf.held() == 0);
        }
    }

    @Test
    void aFileThatIsGoneCostsAReadOfTheNode() throws IOException {
        Shelf shelf = Shelf.in(folder, 0);
        try (Rig rig = paused(shelf, 256)) {
            change(rig, 1);
            await().until(() -> files().size() == LANES);
            for (Path file : files()) {
                Files.delete(file);
            }
            resume(rig);
            // Read once more, and put aside once more.
            ranAll(rig, 1);
        }
    }

    @Test
    void whereNoFileCanBeMadeAllStaysOnTheHeap() throws IOException {
        Files.createFile(folder.resolve("waiting"));
        Shelf shelf = Shelf.in(folder.resolve("waiting"), 0);
        try (Rig rig = paused(shelf, 256)) {
            change(rig, 1);
            assertThat(shelf.held()).isGreaterThan(LANES * 100_000);
            resume(rig);
            ranAll(rig, 1);
        }
    }

    @Test
    void whatFailedIsRunAgainFromItsFile() {
        Shelf shelf = Shelf.in(folder, 0);
        try (Rig rig = paused(shelf, 256)) {
            rig.source.set("/0", payload(0, 1));
            await().until(() -> files().size() == 1);
            rig.engine.resume(ids.get(0));
            await().until(() -> rig.type.runs.size() == 1);
            rig.type.runs.get(0).end(new Outcome.Postponed("no memory"));
            await().atMost(Duration.ofSeconds(60)).until(() -> rig.type.runs.size() == 2);
            rig.type.runs.get(1).succeed();
            assertThat(rig.type.payloads()).containsExactly(payload(0, 1), payload(0, 1));
            await().until(() -> files().isEmpty());
        }
    }

    @Test
    void whatADaemonBeforeLeftIsDeleted() throws IOException {
        Path left = Files.createDirectories(folder.resolve("waiting")).resolve("7");
        Files.writeString(left, "secret");
        Shelf.in(folder);
        assertThat(left).doesNotExist();
    }

    @Test
    void aSmallHeapBearsManyLargePayloads() throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Crowd.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(child.getInputStream().readAllBytes());
        assertThat(child.waitFor()).as(said).isZero();
        assertThat(said).contains("300 ran as they were");
    }
}
