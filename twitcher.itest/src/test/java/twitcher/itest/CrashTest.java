package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Daemon;
import twitcher.itest.support.Journal;
import twitcher.itest.support.Listed;
import twitcher.itest.support.MarkedProcess;

/**
 * A daemon that is killed at any instant, again and again, while its nodes change. Each run holds a lock, tells that it
 * begins, takes as long as its payload says, and tells that it ends.
 *
 * <p>{@code -Dtwitcher.seed=} repeats a sequence, as far as time can be repeated; {@code -Dtwitcher.kills=} makes it longer.
 */
class CrashTest {
    private static final int KILLS = Integer.getInteger("twitcher.kills", 10);
    private static final long SEED = Long.getLong("twitcher.seed", System.nanoTime());
    private static final String MARK = ProcessHandle.current().pid() + "-" + SEED;
    private static final Duration LIMIT = Duration.ofSeconds(180);

    /** Each watch with what it does on load. */
    private static final Map<String, String> WATCHES =
            Map.of("a", "true", "b", "true", "c", "\"CHANGED\"", "d", "\"CHANGED\"");

    private static final String ACTION = """
            exec 9>"$1.lock"
            flock -n 9 || echo "OVERLAP $TWITCHER_RUN" >>"$1.journal"
            read -r value seconds
            echo "start $TWITCHER_RUN $value" >>"$1.journal"
            sleep "$seconds"
            echo "end $TWITCHER_RUN $value" >>"$1.journal"
            """;

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private final Random random = new Random(SEED);
    private final List<String> names = WATCHES.keySet().stream().sorted().toList();
    private final Map<String, Integer> values = new HashMap<>();

    @Test
    void nothingOverlapsIsLostOrForgottenWhenTheDaemonIsKilled() throws Exception {
        System.out.println("CrashTest: -Dtwitcher.seed=" + SEED + " -Dtwitcher.kills=" + KILLS);
        configure();
        CLUSTER.daemon().kill();
        for (int i = 1; i <= KILLS; i++) {
            lifeAndDeath();
            assertThat(allLines()).describedAs("after kill %d", i).noneMatch(line -> line.startsWith("OVERLAP"));
        }
        lastLife();
        for (String name : names) {
            assertSound(name);
        }
        long adopted = CLUSTER.daemon()
                .logText()
                .lines()
                .filter(line -> line.contains("goes on since"))
                .count();
        System.out.println("CrashTest: " + allLines().size() / 2 + " runs, " + adopted + " of them adopted alive");
    }

    private void configure() throws Exception {
        Path script = Files.writeString(CLUSTER.file("action.sh"), ACTION);
        for (String name : names) {
            CLUSTER.nodes().create("/crash/" + name, "0 0");
            values.put(name, 0);
        }
        String watches = names.stream().map(name -> watch(name, script)).collect(Collectors.joining(",\n"));
        CLUSTER.daemon().drop("crash.json", "{\"watches\": [\n" + watches + "\n]}\n");
    }

    private static String watch(String name, Path script) {
        return "{\"description\": \"%s\", \"znode\": \"/crash/%s\", \"run_on_load\": %s, \"env\": {\"CRASH_TEST\": \"%s\"}, \"action\": [\"/bin/sh\", \"%s\", \"%s\"]}"
                .formatted(name, name, WATCHES.get(name), MARK, script, CLUSTER.file(name));
    }

    /** One life of the daemon, which ends while it starts, while it works, or right after a change. */
    private void lifeAndDeath() throws Exception {
        Daemon daemon = CLUSTER.daemon();
        int before = daemon.logText().length();
        daemon.launch(CLUSTER.server().address());
        int kind = random.nextInt(3);
        if (kind == 0) {
            changeFor(random.nextInt(3_000));
        } else {
            awaitConnected(before);
            if (kind == 1) {
                changeFor(random.nextInt(1_500));
                awaitNothingForgotten();
                pass(random.nextInt(300));
            } else {
                change();
                pass(random.nextInt(60));
            }
        }
        daemon.kill();
    }

    private void changeFor(long millis) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; left > 0; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            change();
            pass(Math.min(left, random.nextInt(300)));
        }
    }

    /** Lets a node tell its next value, and how long the run of it takes. */
    private void change() throws Exception {
        String name = names.get(random.nextInt(names.size()));
        int value = values.merge(name, 1, Integer::sum);
        CLUSTER.nodes().set("/crash/" + name, String.format(Locale.ROOT, "%d %.3f", value, seconds()));
    }

    /** None, up to two seconds, or now and then long enough to outlast a restart. */
    private double seconds() {
        int kind = random.nextInt(8);
        return kind < 4 ? 0 : random.nextInt(kind == 7 ? 8_000 : 2_000) / 1_000.0;
    }

    /** Lets time pass, in which the daemon is not to end by itself. */
    private static void pass(long millis) throws InterruptedException {
        boolean ended = CLUSTER.daemon().process().waitFor(millis, TimeUnit.MILLISECONDS);
        assertThat(ended).describedAs("the daemon ended by itself").isFalse();
    }

    private static void awaitConnected(int from) {
        Awaitility.await("the daemon is connected")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> CLUSTER.daemon().logText().indexOf(": connected", from) >= 0);
    }

    private static void awaitNothingForgotten() {
        Awaitility.await("every process of a run is known as running")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(CrashTest::forgotten, List::isEmpty);
    }

    /** The processes that live, and belong to no run that the daemon calls running. */
    private static List<MarkedProcess> forgotten() throws Exception {
        List<MarkedProcess> living = MarkedProcess.living("CRASH_TEST=" + MARK);
        Set<String> running =
                runs().stream().filter(Listed::running).map(Listed::id).collect(Collectors.toSet());
        return living.stream()
                .filter(process -> !running.contains(process.runId()))
                .filter(MarkedProcess::lives)
                .toList();
    }

    private static List<Listed> runs() {
        return Listed.in(Awaitility.await("the history opens")
                .atMost(LIMIT)
                .until(() -> CLUSTER.daemon().run("runs", "-n", "1000", "-o", "json"), answer -> answer.exit() == 0)
                .out());
    }

    private void lastLife() throws Exception {
        CLUSTER.daemon().start(CLUSTER.server().address());
        awaitNothingForgotten();
        for (String name : names) {
            Awaitility.await("the last state of " + name + " has run")
                    .atMost(LIMIT)
                    .until(() -> lines(name), lines -> last(lines).matches("end \\S+ " + values.get(name)));
            CLUSTER.awaitCommand(
                    name + " is idle", json -> json.contains("\"state\": \"IDLE\""), "watch", id(name), "-o", "json");
        }
        assertThat(MarkedProcess.living("CRASH_TEST=" + MARK)).isEmpty();
    }

    private static String id(String name) {
        return "crash.json:" + name;
    }

    private void assertSound(String name) {
        List<String> lines = lines(name);
        assertThat(lines).allMatch(line -> line.matches("(start|end) \\S+ \\d+"));
        List<Integer> states = lines.stream()
                .filter(line -> line.startsWith("start"))
                .map(line -> Integer.valueOf(line.split(" ")[2]))
                .toList();
        assertThat(states)
                .describedAs("no run sees an older state than one before")
                .isSorted();
        List<String> newest = lines.stream()
                .skip(Math.max(0, lines.size() - 50))
                .map(line -> line.split(" ")[1])
                .toList();
        assertThat(runs()).filteredOn(Listed::running).isEmpty();
        assertThat(runs()).extracting(Listed::id).containsAll(newest);
    }

    private List<String> allLines() {
        return names.stream().flatMap(name -> lines(name).stream()).toList();
    }

    private static List<String> lines(String name) {
        return new Journal(CLUSTER.file(name + ".journal")).lines();
    }

    private static String last(List<String> lines) {
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }
}
