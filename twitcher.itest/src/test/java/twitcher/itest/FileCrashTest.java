package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Daemon;
import twitcher.itest.support.Journal;

/**
 * A daemon that is killed again and again while it replaces files, one plainly and one with check and then. At every instant
 * the files are whole, and in the end they are the last payloads, then has run for them, and nothing else is left.
 *
 * <p>{@code -Dtwitcher.seed=} repeats a sequence, as far as time can be repeated; {@code -Dtwitcher.kills=} makes it longer.
 */
class FileCrashTest {
    private static final int KILLS = Integer.getInteger("twitcher.kills", 10);
    private static final long SEED = Long.getLong("twitcher.seed", System.nanoTime());
    private static final int MOST_BYTES = 200_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private final Random random = new Random(SEED);
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicLong looks = new AtomicLong();
    private int value;

    @Test
    void aFileIsNeverTorn() throws Exception {
        System.out.println("FileCrashTest: -Dtwitcher.seed=" + SEED + " -Dtwitcher.kills=" + KILLS);
        configure();
        CLUSTER.daemon().kill();
        CompletableFuture<Void> reader = CompletableFuture.runAsync(this::lookAllTheTime);
        for (int i = 0; i < KILLS; i++) {
            lifeAndDeath();
            assertThat(reader).describedAs("after kill %d", i + 1).isNotCompletedExceptionally();
        }
        over.set(true);
        reader.get(60, TimeUnit.SECONDS);
        lastLife();
        System.out.println("FileCrashTest: " + value + " changes, " + looks.get() + " looks");
    }

    private static Path file(String name) {
        return CLUSTER.file("files").resolve(name);
    }

    private static Journal journal() {
        return CLUSTER.journal("then");
    }

    private void configure() throws Exception {
        Files.createDirectory(CLUSTER.file("files"));
        CLUSTER.nodes().create("/files/plain", payload(0));
        CLUSTER.nodes().create("/files/full", payload(0));
        CLUSTER.daemon().drop("files.json", """
                {"watches": [
                  {"description": "plain", "znode": "/files/plain", "action": {"type": "file", "path": "%s"}},
                  {"description": "full", "znode": "/files/full", "action": {"type": "file", "path": "%s", "backup": "%s",
                    "check": ["test", "-s", "{}"], "then": "head -n 1 $TWITCHER_FILE >> %s"}}
                ]}
                """.formatted(
                        file("plain"), file("full"), file("full.old"), journal().file()));
        awaitLast();
    }

    /** A number, and a letter many times. */
    private byte[] payload(int number) {
        String letters = letters(number, 1 + random.nextInt(MOST_BYTES));
        return (number + "\n" + letters.length() + "\n" + letters).getBytes(StandardCharsets.US_ASCII);
    }

    private static String letters(int number, int count) {
        return String.valueOf((char) ('a' + number % 26)).repeat(count);
    }

    private static boolean isWhole(String text) {
        String[] lines = text.split("\n", -1);
        return lines.length == 3 && lines[2].equals(letters(Integer.parseInt(lines[0]), Integer.parseInt(lines[1])));
    }

    private void lookAllTheTime() {
        while (!over.get()) {
            for (String name : List.of("plain", "full", "full.old")) {
                String text = read(name);
                assertThat(text).matches(FileCrashTest::isWhole, name + " is whole");
                looks.incrementAndGet();
            }
            // Leaves something of the processors to the daemon.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }

    private static String read(String name) {
        try {
            return Files.readString(file(name), StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            assertThat(name).describedAs("what may be missing").isEqualTo("full.old");
            return "0\n1\na";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** One life of the daemon, which ends while it starts or while it writes. */
    private void lifeAndDeath() throws Exception {
        Daemon daemon = CLUSTER.daemon();
        int before = daemon.logText().length();
        daemon.launch(CLUSTER.server().address());
        if (random.nextInt(5) > 0) {
            Awaitility.await("the daemon is connected")
                    .atMost(LIMIT)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> daemon.logText().indexOf(": connected", before) >= 0);
        }
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(1_500));
        while (System.nanoTime() < end) {
            change();
            pass(random.nextInt(40));
        }
        pass(random.nextInt(30));
        daemon.kill();
    }

    private void change() throws Exception {
        value++;
        byte[] payload = payload(value);
        CLUSTER.nodes().set("/files/plain", payload);
        CLUSTER.nodes().set("/files/full", payload);
    }

    /** Lets time pass, in which the daemon is not to end by itself. */
    private static void pass(long millis) throws InterruptedException {
        boolean ended = CLUSTER.daemon().process().waitFor(millis, TimeUnit.MILLISECONDS);
        assertThat(ended).describedAs("the daemon ended by itself").isFalse();
    }

    private void lastLife() throws Exception {
        CLUSTER.daemon().start(CLUSTER.server().address());
        awaitLast();
        for (String name : List.of("plain", "full")) {
            CLUSTER.awaitCommand(
                    name + " is idle",
                    json -> json.contains("\"state\": \"IDLE\""),
                    "watch",
                    "files.json:" + name,
                    "-o",
                    "json");
        }
        try (Stream<Path> left = Files.list(CLUSTER.file("files"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsOnly("plain", "full", "full.old");
        }
    }

    private void awaitLast() {
        for (String name : List.of("plain", "full")) {
            Awaitility.await(name + " is the last payload")
                    .atMost(LIMIT)
                    .until(() -> Files.exists(file(name)) && read(name).startsWith(value + "\n"));
        }
        journal().awaitLast(String.valueOf(value));
    }
}
