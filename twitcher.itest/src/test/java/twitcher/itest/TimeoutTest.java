package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Listed;
import twitcher.itest.support.MarkedProcess;

/** Processes that take too long and do not want to go: nothing of them survives the stop sequence. */
class TimeoutTest {
    private static final String MANY = "many";

    /** What each leaves behind to outlive its timeout; told in a file once all of it is there. */
    private static final Map<String, String> STUBBORN = new TreeMap<>(Map.of(
            "ignores",
            "trap '' TERM; ready; while :; do sleep 1000; done",
            "child",
            "(trap '' TERM; ready; exec sleep 1000) & wait",
            "session",
            "setsid sh -c 'trap \"\" TERM; echo >>$READY; exec sleep 1000' & wait",
            "fork",
            "(setsid sh -c 'trap \"\" TERM; (echo >>$READY; exec sleep 1000) & exit') & wait; sleep 1000",
            MANY,
            "setsid sh -c 'trap \"\" TERM; i=0; while [ $i -lt 200 ]; do setsid sleep 1000 &"
                    + " echo >>$READY; sleep 0.05; i=$((i+1)); done; wait' & wait"));

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    static Stream<String> stubborn() {
        return STUBBORN.keySet().stream();
    }

    @BeforeAll
    static void startThemAll() throws Exception {
        for (String name : STUBBORN.keySet()) {
            watch(name);
        }
    }

    @ParameterizedTest
    @MethodSource("stubborn")
    void nothingSurvivesTheStopSequence(String name) throws Exception {
        awaitRuns(name, 1);
        assertThat(Files.readAllLines(ready(name))).isNotEmpty();
        assertThat(living(name)).isZero();
    }

    @Test
    void theDaemonIsAsBefore() throws Exception {
        watch("again");
        awaitRuns("again", 1);
        Footprint before = Footprint.now();
        for (int i = 2; i <= 3; i++) {
            assertThat(CLUSTER.daemon().run("run", "again.json:it").exit()).isZero();
            awaitRuns("again", i);
        }
        Awaitility.await("descriptors, threads and children as before: " + before)
                .atMost(Duration.ofSeconds(60))
                .until(Footprint::now, now -> now.within(before));
    }

    private static Path ready(String name) {
        return CLUSTER.file(name + ".ready");
    }

    private static void watch(String name) throws Exception {
        String work = STUBBORN.getOrDefault(name, STUBBORN.get(MANY));
        Path script = Files.writeString(
                CLUSTER.file(name + ".sh"),
                "export READY=" + ready(name) + "; ready() { echo >>$READY; }\n" + work + "\n");
        CLUSTER.nodes().create("/timeout/" + name, "");
        CLUSTER.watch(
                name,
                "\"znode\": \"/timeout/" + name
                        + "\", \"timeout\": 4, \"kill_after\": 0.5, \"action\": [\"/bin/sh\", \"" + script + "\"]");
    }

    private static void awaitRuns(String name, int count) {
        CLUSTER.awaitCommand(
                name + " has timed out " + count + " times",
                json -> Listed.in(json).stream()
                                .filter(run -> run.outcome().equals("timed_out"))
                                .count()
                        == count,
                "runs",
                name + ".json:it",
                "-o",
                "json");
        CLUSTER.awaitIdle(name);
    }

    private static int living(String name) {
        return MarkedProcess.living("TWITCHER_WATCH=" + name + ".json:it").size();
    }

    /**
     * What the daemon holds of the system.
     *
     * @param descriptors open ones
     * @param threads of its JVM
     * @param children zombies among them
     */
    private record Footprint(long descriptors, long threads, long children) {
        static Footprint now() throws IOException {
            long pid = CLUSTER.daemon().process().pid();
            return new Footprint(
                    entries(pid, "fd"),
                    entries(pid, "task"),
                    CLUSTER.daemon().process().toHandle().children().count());
        }

        private static long entries(long pid, String what) throws IOException {
            try (Stream<Path> all = Files.list(Path.of("/proc", Long.toString(pid), what))) {
                return all.count();
            }
        }

        boolean within(Footprint other) {
            return descriptors <= other.descriptors && threads <= other.threads && children <= other.children;
        }
    }
}
