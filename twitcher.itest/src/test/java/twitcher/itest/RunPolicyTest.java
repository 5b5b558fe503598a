package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Gate;
import twitcher.itest.support.Journal;
import twitcher.itest.support.Listed;

/** What a run is, and whether it is repeated, stopped, put off or told of the next change. */
class RunPolicyTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    @Test
    void failedRunIsRepeatedUntilItSucceeds() throws Exception {
        Journal journal = CLUSTER.journal("retry");
        CLUSTER.nodes().create("/policy/retry", "it");
        watch("retry", journal.command() + "; test $TWITCHER_ATTEMPT = 3", "\"retries\": 5, \"backoff\": 0.1");
        journal.awaitCount(3);
        CLUSTER.awaitIdle("retry");
        assertThat(journal.lines()).containsExactly("loaded it", "retry it", "retry it");
        assertThat(runs("retry")).extracting(Listed::attempt).containsExactly(3, 2, 1);
    }

    @Test
    void newerChangeTakesThePlaceOfARetry() throws Exception {
        Journal journal = CLUSTER.journal("newer");
        CLUSTER.nodes().create("/policy/newer", "bad");
        watch("newer", journal.command() + "; test $p = good", "\"retries\": 3, \"backoff\": 300");
        awaitState("newer", "PENDING");
        CLUSTER.nodes().set("/policy/newer", "good");
        journal.awaitLast("changed good");
        CLUSTER.awaitIdle("newer");
        assertThat(journal.lines()).containsExactly("loaded bad", "changed good");
        assertThat(runs("newer")).extracting(Listed::attempt).containsExactly(1, 1);
    }

    @Test
    void watchThatFailedForGoodRunsNothingUntilItIsResumed() throws Exception {
        Journal journal = CLUSTER.journal("stop");
        CLUSTER.nodes().create("/policy/stop", "bad");
        watch("stop", journal.command() + "; test $p = good", "\"on_failure\": \"STOP\"");
        awaitState("stop", "STOPPED");
        long mzxid = CLUSTER.nodes().set("/policy/stop", "good");
        CLUSTER.awaitWatch("stop", "has seen the change", json -> json.contains(Long.toHexString(mzxid)));
        assertThat(journal.lines()).containsExactly("loaded bad");
        assertThat(CLUSTER.daemon().run("resume", "stop.json:it").exit()).isZero();
        journal.awaitLast("changed good");
        CLUSTER.awaitIdle("stop");
        assertThat(journal.lines()).hasSize(2);
    }

    @Test
    void restartStopsTheRunAndRunsTheNewestState() throws Exception {
        Journal journal = CLUSTER.journal("restart");
        try (Gate gate = CLUSTER.gate("restart")) {
            CLUSTER.nodes().create("/policy/restart", "old");
            watch("restart", journal.command() + "; " + gate.command(), "\"run_mode\": \"RESTART\", \"retries\": 9");
            journal.awaitLast("loaded old");
            CLUSTER.nodes().set("/policy/restart", "new");
            journal.awaitLast("changed new");
            gate.open();
            CLUSTER.awaitIdle("restart");
        }
        assertThat(journal.lines()).containsExactly("loaded old", "changed new");
        assertThat(runs("restart")).extracting(Listed::outcome).containsExactly("succeeded", "cancelled");
    }

    @Test
    void changeWaitsUntilItsNodeIsQuiet() throws Exception {
        Journal journal = CLUSTER.journal("settle");
        CLUSTER.nodes().create("/policy/settle", "0");
        watch("settle", journal.command(), "\"settle\": 1, \"run_on_load\": false");
        CLUSTER.awaitIdle("settle");
        long first = System.nanoTime();
        for (int i = 1; i <= 5; i++) {
            CLUSTER.nodes().set("/policy/settle", Integer.toString(i));
        }
        journal.awaitCount(1);
        assertThat(Duration.ofNanos(System.nanoTime() - first)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        journal.awaitLast("changed 5");
    }

    @Test
    void changeWaitsForThisMachinesTurn() throws Exception {
        Journal journal = CLUSTER.journal("splay");
        CLUSTER.nodes().create("/policy/splay", "0");
        watch("splay", journal.command(), "\"splay\": 1e7, \"settle\": 0.1");
        CLUSTER.awaitWatch("splay", "waits for its turn", json -> json.contains("(splay)"));
        long mzxid = CLUSTER.nodes().set("/policy/splay", "1");
        CLUSTER.awaitWatch("splay", "has seen the change", json -> json.contains(Long.toHexString(mzxid)));
        assertThat(journal.lines()).isEmpty();
        assertThat(CLUSTER.daemon().run("run", "splay.json:it").exit()).isZero();
        journal.awaitLast("manual 1");
        watch("splay", journal.command(), "\"splay\": 0.2, \"settle\": 0.1");
        journal.awaitLast("loaded 1");
        CLUSTER.nodes().set("/policy/splay", "2");
        journal.awaitLast("changed 2");
        CLUSTER.awaitIdle("splay");
        assertThat(journal.lines()).hasSize(3);
    }

    @Test
    void settingsWorkTogether() throws Exception {
        Journal journal = CLUSTER.journal("together");
        CLUSTER.nodes().create("/policy/together", "first");
        String all = "\"settle\": 0.2, \"splay\": 0.2, \"retries\": 1, \"backoff\": 0.1, \"on_failure\": \"STOP\","
                + " \"on_delete\": \"RUN\", \"timeout\": 60, \"run_on_load\": \"CHANGED\", ";
        for (String mode : List.of("QUEUE", "DISCARD", "PARALLEL", "RESTART")) {
            watch("together", journal.command() + "; test $p != bad", all + "\"run_mode\": \"" + mode + "\"");
            CLUSTER.awaitWatch("together", "is in " + mode, json -> json.contains("\"" + mode + "\""));
            CLUSTER.awaitIdle("together");
            CLUSTER.nodes().set("/policy/together", mode);
            journal.awaitLast("changed " + mode);
            CLUSTER.nodes().delete("/policy/together");
            journal.awaitLast("deleted ");
            CLUSTER.nodes().create("/policy/together", "bad");
            awaitState("together", "STOPPED");
            assertThat(journal.lines()).endsWith("created bad", "retry bad");
            CLUSTER.nodes().set("/policy/together", "good");
            assertThat(CLUSTER.daemon().run("resume", "together.json:it").exit())
                    .isZero();
            journal.awaitLast("changed good");
            CLUSTER.awaitIdle("together");
        }
    }

    @Test
    void runningProcessIsToldOfTheNextChange() throws Exception {
        Journal journal = CLUSTER.journal("notify");
        try (Gate gate = CLUSTER.gate("notify")) {
            CLUSTER.nodes().create("/policy/notify", "one");
            String trap = "trap 'echo told >> " + journal.file() + "' HUP; ";
            String work = "; (" + gate.command() + ") & while ! wait $!; do :; done";
            watch("notify", trap + journal.command() + work, "\"notify_signal\": \"HUP\"");
            journal.awaitLast("loaded one");
            CLUSTER.nodes().set("/policy/notify", "two");
            journal.awaitLast("told");
            gate.open();
            journal.awaitLast("changed two");
            gate.open();
            CLUSTER.awaitIdle("notify");
        }
        assertThat(journal.lines()).containsExactly("loaded one", "told", "changed two");
    }

    @Test
    void noMoreRunBesideEachOtherThanMay() throws Exception {
        Journal journal = CLUSTER.journal("most");
        try (Gate gate = CLUSTER.gate("most")) {
            CLUSTER.nodes().create("/policy/most", "1");
            watch("most", journal.command() + "; " + gate.command(), "\"run_mode\": \"PARALLEL\", \"max_parallel\": 2");
            journal.awaitLast("loaded 1");
            CLUSTER.nodes().set("/policy/most", "2");
            journal.awaitLast("changed 2");
            CLUSTER.nodes().set("/policy/most", "3");
            CLUSTER.nodes().set("/policy/most", "4");
            CLUSTER.awaitWatch("most", "has a change waiting", json -> json.contains("\"waiting\": true"));
            assertThat(journal.lines()).hasSize(2);
            gate.open();
            journal.awaitLast("changed 4");
            gate.open();
            gate.open();
            CLUSTER.awaitIdle("most");
        }
    }

    @Test
    void processIsWhatItsWatchSays() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root may become somebody else");
        CLUSTER.nodes().create("/policy/user", "");
        watch(
                "user",
                "echo $(id -un) $(id -Gn) $(pwd) $(umask) $GREETING $HOME",
                "\"uid\": \"nobody\", \"cwd\": \"/tmp\", \"umask\": \"027\", \"env\": {\"GREETING\": \"hello\"}");
        CLUSTER.awaitWatch("user", "has run", json -> json.contains("\"succeeded\""));
        String log = CLUSTER.daemon().run("log", runs("user").get(0).id()).out();
        assertThat(log).contains("nobody nogroup /tmp 0027 hello /nonexistent");
    }

    private static void watch(String name, String action, String more) throws Exception {
        CLUSTER.watch(name, "\"znode\": \"/policy/" + name + "\", \"action\": \"" + action + "\", " + more);
    }

    private static void awaitState(String name, String state) {
        CLUSTER.awaitWatch(name, "is " + state, json -> json.contains("\"state\": \"" + state + "\""));
    }

    private static List<Listed> runs(String name) throws Exception {
        return Listed.in(
                CLUSTER.daemon().run("runs", name + ".json:it", "-o", "json").out());
    }
}
