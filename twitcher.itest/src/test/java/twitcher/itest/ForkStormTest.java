package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Gate;
import twitcher.itest.support.Journal;
import twitcher.itest.support.Questioner;

/** Very many nodes changed by one transaction. {@code -Dtwitcher.storm=10000} says how many. */
class ForkStormTest {
    private static final int NODES = Integer.getInteger("twitcher.storm", 1_000);
    private static final int BOUND = 256;
    private static final long LARGEST_MEGABYTES = 1_024;
    private static final Duration LIMIT = Duration.ofSeconds(60 + NODES / 20);

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private final List<String> paths =
            IntStream.range(0, NODES).mapToObj(i -> "/storm/n" + i).toList();

    @Test
    void allRunOnceWithinTheBoundWhileTheShellAnswers() throws Exception {
        Journal journal = CLUSTER.journal("storm");
        try (Gate gate = CLUSTER.gate("storm")) {
            configure(journal, gate);
            report("before the storm", Questioner.ask(CLUSTER.daemon(), 10));
            try (Questioner questioner = Questioner.start(CLUSTER.daemon())) {
                CLUSTER.nodes().setTogether(paths, "now");
                awaitLines(journal, Math.min(NODES, BOUND));
                CLUSTER.awaitCommand("the others wait", ForkStormTest::full, "status", "-o", "json");
                for (int i = 0; i < NODES; i++) {
                    gate.open();
                }
                awaitLines(journal, 2 * NODES);
                report("in the storm", questioner.answers());
            }
        }
        assertThat(begun(journal.lines())).containsExactlyInAnyOrderElementsOf(paths);
        assertThat(mostAtOnce(journal.lines())).isEqualTo(Math.min(NODES, BOUND));
        assertThat(megabytes("VmHWM:")).isLessThan(LARGEST_MEGABYTES);
    }

    private void configure(Journal journal, Gate gate) throws Exception {
        for (String path : paths) {
            CLUSTER.nodes().create(path, "");
        }
        String action = "echo + $TWITCHER_ZNODE >> " + journal.file() + "; " + gate.command()
                + "; echo - $TWITCHER_ZNODE >> " + journal.file();
        String watches = paths.stream()
                .map(path -> "{\"znode\": \"" + path + "\", \"run_on_load\": false, \"action\": \"" + action + "\"}")
                .collect(Collectors.joining(",\n"));
        CLUSTER.daemon().drop("storm.json", "{\"watches\": [\n" + watches + "\n]}\n");
        CLUSTER.awaitCommand(
                "all are idle", json -> json.contains("\"IDLE\": " + NODES + "\n"), "status", "-o", "json");
    }

    /** Whether as many run as may, and all others wait. */
    private static boolean full(String json) {
        boolean running = json.contains("\"RUNNING\": " + Math.min(NODES, BOUND));
        return running && (NODES <= BOUND || json.contains("\"PENDING\": " + (NODES - BOUND)));
    }

    private static void awaitLines(Journal journal, int count) {
        Awaitility.await(count + " lines of " + journal.file())
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> journal.lines().size() >= count);
    }

    private static List<String> begun(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("+"))
                .map(line -> line.substring(2))
                .toList();
    }

    private static int mostAtOnce(List<String> lines) {
        int running = 0;
        int most = 0;
        for (String line : lines) {
            running += line.startsWith("+") ? 1 : -1;
            most = Math.max(most, running);
        }
        return most;
    }

    private static void report(String when, List<Long> nanos) throws IOException {
        List<Long> sorted = nanos.stream().sorted().toList();
        System.out.printf(
                "ForkStormTest: %d nodes, %s: 'twitcher status' p50 %d ms, worst of %d %d ms; RSS %d MB, at most %d MB%n",
                NODES,
                when,
                sorted.get(sorted.size() / 2) / 1_000_000,
                sorted.size(),
                sorted.get(sorted.size() - 1) / 1_000_000,
                megabytes("VmRSS:"),
                megabytes("VmHWM:"));
    }

    private static long megabytes(String field) throws IOException {
        Path status = Path.of("/proc", Long.toString(CLUSTER.daemon().process().pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
                .findFirst()
                .orElseThrow();
    }
}
