package twitcher.itest.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Daemon;

/**
 * A bundle that is updated again and again in the real daemon, while a hundred watches of its type run and their nodes
 * change: every run ends, the last state is run, a run that begins after an update has the new code, and the class loaders
 * of old versions go. {@code -Dtwitcher.updates=100} is the long form.
 */
class UpdatesTest {
    private static final int UPDATES = Integer.getInteger("twitcher.updates", 5);
    private static final int WATCHES = 100;
    private static final ConditionFactory PATIENTLY =
            Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(100));

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private final Daemon daemon = CLUSTER.daemon();
    private final Path journal = CLUSTER.file("updated.guest");
    private final Path open = CLUSTER.file("open");
    private final Random random = new Random();
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger changes = new AtomicInteger();

    /** A line of the journal, such as {@code begin 1.0.7 /updated/12 345}. */
    private record Line(String what, int version, String node, int value) {
        static Line of(String text) {
            String[] words = text.split(" ");
            int version = Integer.parseInt(words[1].substring(words[1].lastIndexOf('.') + 1));
            return new Line(words[0], version, words[2], Integer.parseInt(words[3]));
        }
    }

    @Test
    void loseNothingDoubleNothingAndLeaveNoOldCode() throws Exception {
        begin();
        Insides before = Insides.of(daemon.process());
        CompletableFuture<Void> load = CompletableFuture.runAsync(this::changeAllTheTime);
        for (int version = 1; version <= UPDATES; version++) {
            update(version);
        }
        over.countDown();
        load.get(60, TimeUnit.SECONDS);
        String last = String.valueOf(changes.get());
        PATIENTLY.until(
                () -> lines(),
                lines -> IntStream.range(0, WATCHES)
                        .allMatch(i -> ended(lines, "/updated/" + i).equals(last)));
        check(lines());
        PATIENTLY.untilAsserted(() -> assertThat(Insides.of(daemon.process()).guestLoaders())
                .describedAs("class loaders: of the last version")
                .isOne());
        Insides after = Insides.of(daemon.process());
        assertThat(after.heapBytes()).isLessThan(before.heapBytes() + 8_000_000);
        System.out.printf(
                "UpdatesTest: %d updates, %d changes, %d runs; heap %d -> %d bytes, %d -> %d class loaders, %d -> %d threads%n",
                UPDATES,
                changes.get(),
                lines().size() / 2,
                before.heapBytes(),
                after.heapBytes(),
                before.guestLoaders(),
                after.guestLoaders(),
                before.threads().size(),
                after.threads().size());
    }

    private void begin() throws Exception {
        String action = "{\"type\": \"guest\", \"journal\": \"" + journal + "\", \"gate\": \"" + open
                + "\", \"manner\": \"GOOD\"}";
        for (int i = 0; i < WATCHES; i++) {
            CLUSTER.nodes().create("/updated/" + i, "0");
        }
        Files.createFile(open);
        String watches = IntStream.range(0, WATCHES)
                .mapToObj(i -> "{\"znode\": \"/updated/" + i + "\", \"action\": " + action + "}")
                .collect(Collectors.joining(",\n"));
        GuestJar.drop("1.0.0", daemon.config().resolve("guest.jar"));
        daemon.drop("updated.json", "{\"watches\": [" + watches + "]}");
        PATIENTLY.until(
                () -> lines().stream().filter(line -> line.what().equals("end")).count() == WATCHES);
    }

    /** Sets all nodes to the next number, and again, until it is over. */
    private void changeAllTheTime() {
        try {
            // In between, something of the processors is left to the daemon.
            while (!over.await(200, TimeUnit.MILLISECONDS)) {
                String value = String.valueOf(changes.incrementAndGet());
                CLUSTER.nodes()
                        .setTogether(
                                IntStream.range(0, WATCHES)
                                        .mapToObj(i -> "/updated/" + i)
                                        .toList(),
                                value);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts that version over the one before while a hundred runs are going, and waits until all have run with it. */
    private void update(int version) throws Exception {
        Files.delete(open);
        PATIENTLY.until(() -> lines().stream()
                        .mapToInt(line -> line.what().equals("begin") ? 1 : -1)
                        .sum()
                == WATCHES);
        GuestJar.drop("1.0." + version, daemon.config().resolve("guest.jar"));
        // Before, while or after the daemon sees the jar.
        boolean ended = daemon.process().waitFor(random.nextInt(500), TimeUnit.MILLISECONDS);
        assertThat(ended).describedAs("the daemon ended by itself").isFalse();
        Files.createFile(open);
        PATIENTLY.until(() -> lines().stream()
                        .filter(line -> line.what().equals("end") && line.version() == version)
                        .map(Line::node)
                        .distinct()
                        .count()
                == WATCHES);
    }

    private static String ended(List<Line> lines, String node) {
        return lines.stream()
                .filter(line -> line.node().equals(node) && line.what().equals("end"))
                .reduce((first, second) -> second)
                .map(line -> String.valueOf(line.value()))
                .orElse("nothing");
    }

    /** Each node's runs one after the other, each ended by the code that began it, and no state run twice. */
    private static void check(List<Line> lines) {
        Map<String, List<Line>> byNode = lines.stream().collect(Collectors.groupingBy(Line::node));
        assertThat(byNode).hasSize(WATCHES);
        byNode.forEach((node, its) -> {
            assertThat(its.size() % 2)
                    .describedAs(node + ": each run has ended")
                    .isZero();
            for (int i = 0; i < its.size(); i += 2) {
                Line begin = its.get(i);
                assertThat(begin.what()).describedAs("%s, line %d", node, i).isEqualTo("begin");
                assertThat(its.get(i + 1)).isEqualTo(new Line("end", begin.version(), node, begin.value()));
                if (i > 0) {
                    Line before = its.get(i - 1);
                    assertThat(begin.value())
                            .describedAs("%s: newer than before", node)
                            .isGreaterThan(before.value());
                    assertThat(begin.version())
                            .describedAs("%s: no older code", node)
                            .isGreaterThanOrEqualTo(before.version());
                }
            }
        });
    }

    /** The whole lines so far. */
    private List<Line> lines() throws IOException {
        String text = Files.exists(journal) ? Files.readString(journal) : "";
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .map(Line::of)
                .toList();
    }
}
