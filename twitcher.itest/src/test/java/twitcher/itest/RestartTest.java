package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Daemon;
import twitcher.itest.support.Gate;
import twitcher.itest.support.Journal;
import twitcher.itest.support.Listed;

/** What a daemon knows of the one before it, however that ended. */
class RestartTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    @Test
    void stateThatHasRunIsNotRunAgainIfOnlyChangesAreWanted() throws Exception {
        Journal journal = watched("position", "", "\"run_on_load\": \"CHANGED\"");
        journal.awaitLast("loaded one");
        CLUSTER.awaitIdle("position");
        stopAndStart();
        CLUSTER.awaitIdle("position");
        assertThat(journal.lines()).containsExactly("loaded one");
        CLUSTER.daemon().kill();
        CLUSTER.nodes().set("/restart/position", "two");
        start();
        journal.awaitLast("loaded two");
        CLUSTER.awaitIdle("position");
        assertThat(journal.lines()).containsExactly("loaded one", "loaded two");
    }

    @Test
    void deletionThatNobodySawRunsIfTheNodeWasKnown() throws Exception {
        Journal journal = watched("deleted", "", "\"on_delete\": \"RUN\"");
        journal.awaitLast("loaded one");
        CLUSTER.awaitIdle("deleted");
        CLUSTER.daemon().kill();
        CLUSTER.nodes().delete("/restart/deleted");
        start();
        journal.awaitLast("deleted ");
    }

    @Test
    void pausedWatchStaysPaused() throws Exception {
        Journal journal = watched("paused", "", "\"run_on_load\": \"CHANGED\"");
        journal.awaitLast("loaded one");
        CLUSTER.awaitIdle("paused");
        assertThat(CLUSTER.daemon().run("pause", "paused.json:it").exit()).isZero();
        CLUSTER.daemon().kill();
        long mzxid = CLUSTER.nodes().set("/restart/paused", "two");
        start();
        awaitWords("paused", "\"state\": \"PAUSED\"");
        awaitWords("paused", "\"0x" + Long.toHexString(mzxid) + "\"");
        assertThat(journal.lines()).containsExactly("loaded one");
        assertThat(CLUSTER.daemon().run("resume", "paused.json:it").exit()).isZero();
        journal.awaitLast("loaded two");
    }

    @Test
    void watchThatFailedForGoodStaysStopped() throws Exception {
        Journal journal = watched("failed", "; false", "\"on_failure\": \"STOP\"");
        awaitWords("failed", "\"state\": \"STOPPED\"");
        stopAndStart();
        awaitWords("failed", "\"state\": \"STOPPED\"");
        assertThat(journal.lines()).containsExactly("loaded one");
    }

    @Test
    void runThatOutlivesTheDaemonIsAdoptedAndNothingRunsBesideIt() throws Exception {
        try (Gate gate = CLUSTER.gate("adopted")) {
            Journal journal = watched("adopted", "; " + gate.command(), "\"run_on_load\": \"CHANGED\"");
            journal.awaitLast("loaded one");
            CLUSTER.daemon().kill();
            CLUSTER.nodes().set("/restart/adopted", "two");
            start();
            awaitWords("adopted", "\"waiting\": true");
            assertThat(journal.lines()).containsExactly("loaded one");
            gate.open();
            journal.awaitLast("loaded two");
            gate.open();
            CLUSTER.awaitIdle("adopted");
            assertThat(journal.lines()).hasSize(2);
        }
        String json =
                CLUSTER.daemon().run("runs", "adopted.json:it", "-o", "json").out();
        assertThat(Listed.in(json)).extracting(Listed::outcome).containsExactly("succeeded", "unknown");
    }

    @Test
    void timeoutOfAnAdoptedRunCountsFromItsStart() throws Exception {
        Journal journal = watched("late", "; exec sleep 1000", "\"timeout\": 1, \"run_on_load\": false");
        CLUSTER.awaitIdle("late");
        CLUSTER.nodes().set("/restart/late", "two");
        journal.awaitLast("changed two");
        stopAndStart();
        CLUSTER.awaitCommand("no run is going", RestartTest::ended, "runs", "late.json:it", "-o", "json");
    }

    @Test
    void daemonThatIsKilledLeavesNothingOutsideItsStateDirectory() throws Exception {
        Path temporary = Files.createDirectory(CLUSTER.file("temporary"));
        Daemon daemon = CLUSTER.daemon().with("TWITCHER_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary);
        stopAndStart();
        watched("tidy", "", "\"run_on_load\": true").awaitLast("loaded one");
        daemon.kill();
        assertThat(temporary).isEmptyDirectory();
        start();
    }

    private static boolean ended(String json) {
        List<Listed> runs = Listed.in(json);
        return !runs.isEmpty() && runs.stream().noneMatch(Listed::running);
    }

    private static Journal watched(String name, String more, String settings) throws Exception {
        Journal journal = CLUSTER.journal(name);
        CLUSTER.nodes().create("/restart/" + name, "one");
        String action = journal.command() + more;
        CLUSTER.watch(name, "\"znode\": \"/restart/" + name + "\", \"action\": \"" + action + "\", " + settings);
        return journal;
    }

    private static void awaitWords(String name, String words) {
        CLUSTER.awaitWatch(name, "has " + words, json -> json.contains(words));
    }

    private static void stopAndStart() throws Exception {
        Daemon daemon = CLUSTER.daemon();
        assertThat(daemon.stop()).isZero();
        start();
    }

    private static void start() throws Exception {
        CLUSTER.daemon().start(CLUSTER.server().address());
    }
}
