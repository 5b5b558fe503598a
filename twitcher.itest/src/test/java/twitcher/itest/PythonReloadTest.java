package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;

/** Python configs that are read again and again cost the daemon nothing. {@code -Dtwitcher.python.reloads=} for longer. */
class PythonReloadTest {
    private static final int RELOADS = Integer.getInteger("twitcher.python.reloads", 60);
    private static final int FILES = 20;
    private static final int WARM_UP = 3;
    private static final long SLACK_MEGABYTES = 40;
    private static final int SLACK = 4;

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    @Test
    void manyReloadsLeaveNothingBehind() throws Exception {
        for (int round = 0; round < WARM_UP; round++) {
            reload(round);
        }
        Census before = Census.take(CLUSTER.daemon().process().pid());
        for (int round = WARM_UP; round < WARM_UP + RELOADS / FILES; round++) {
            reload(round);
        }
        Census after = Census.take(CLUSTER.daemon().process().pid());
        System.out.println("PythonReloadTest: " + RELOADS + " reloads: " + before + " -> " + after);
        assertThat(after.megabytes()).isLessThan(before.megabytes() + SLACK_MEGABYTES);
        assertThat(after.threads()).isLessThan(before.threads() + SLACK);
        assertThat(after.descriptors()).isLessThan(before.descriptors() + SLACK);
        // the one that evaluates, and perhaps one that makes the class archive
        assertThat(after.children()).isLessThanOrEqualTo(2);
    }

    private static void reload(int round) throws Exception {
        for (int i = 0; i < FILES; i++) {
            String text =
                    "for part in 'ab':\n    RegisterWatch('/reload/%d', Exec('true'), description=part + '-%d')\n";
            CLUSTER.daemon().drop("f" + i + ".twc", text.formatted(i, round));
        }
        Awaitility.await("round " + round)
                .atMost(Duration.ofSeconds(180))
                .until(() ->
                        CLUSTER.daemon().run("watches", "-o", "json").out().split("b-" + round + "\"").length > FILES);
    }

    /** What the process of a daemon holds. */
    private record Census(long megabytes, long threads, long descriptors, long children) {
        static Census take(long pid) throws IOException {
            Path proc = Path.of("/proc", Long.toString(pid));
            try (Stream<Path> descriptors = Files.list(proc.resolve("fd"))) {
                return new Census(
                        field(proc, "VmRSS:") >> 10,
                        field(proc, "Threads:"),
                        descriptors.count(),
                        ProcessHandle.of(pid).orElseThrow().children().count());
            }
        }

        private static long field(Path proc, String name) throws IOException {
            return Files.readAllLines(proc.resolve("status")).stream()
                    .filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
