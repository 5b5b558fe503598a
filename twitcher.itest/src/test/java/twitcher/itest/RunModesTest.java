package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Gate;
import twitcher.itest.support.Journal;

/** What a change does while a run is going. */
class RunModesTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    @Test
    void queueRunsOnceMoreWithTheLastOfAHundredChanges() throws Exception {
        Journal journal = CLUSTER.journal("queue");
        try (Gate gate = CLUSTER.gate("queue")) {
            CLUSTER.nodes().create("/modes/queue", "first");
            CLUSTER.watch("queue", gated("/modes/queue", "QUEUE", journal, gate));
            journal.awaitLast("loaded first");
            for (int i = 1; i <= 100; i++) {
                CLUSTER.nodes().set("/modes/queue", "v" + i);
            }
            CLUSTER.awaitWatch("queue", "has a change waiting", json -> pending(json));
            gate.open();
            journal.awaitLast("changed v100");
            gate.open();
            CLUSTER.awaitIdle("queue");
            assertThat(journal.lines()).containsExactly("loaded first", "changed v100");
        }
    }

    @Test
    void discardDropsWhatArrivesDuringARunAndSeesTheNextChange() throws Exception {
        Journal journal = CLUSTER.journal("discard");
        try (Gate gate = CLUSTER.gate("discard")) {
            CLUSTER.nodes().create("/modes/discard", "first");
            CLUSTER.watch("discard", gated("/modes/discard", "DISCARD", journal, gate));
            journal.awaitLast("loaded first");
            long mzxid = 0;
            for (int i = 1; i <= 100; i++) {
                mzxid = CLUSTER.nodes().set("/modes/discard", "v" + i);
            }
            awaitSeen("discard", mzxid);
            gate.open();
            CLUSTER.awaitIdle("discard");
            CLUSTER.nodes().set("/modes/discard", "next");
            journal.awaitLast("changed next");
            gate.open();
            CLUSTER.awaitIdle("discard");
            assertThat(journal.lines()).containsExactly("loaded first", "changed next");
        }
    }

    @Test
    void parallelStartsEachBesideTheOthers() throws Exception {
        Journal journal = CLUSTER.journal("parallel");
        try (Gate gate = CLUSTER.gate("parallel")) {
            CLUSTER.nodes().create("/modes/parallel", "v0");
            CLUSTER.watch("parallel", gated("/modes/parallel", "PARALLEL", journal, gate));
            journal.awaitLast("loaded v0");
            for (int i = 1; i <= 5; i++) {
                CLUSTER.nodes().set("/modes/parallel", "v" + i);
                journal.awaitLast("changed v" + i);
            }
            for (int i = 0; i <= 5; i++) {
                gate.open();
            }
            CLUSTER.awaitIdle("parallel");
            assertThat(journal.lines()).hasSize(6);
        }
    }

    private static String gated(String znode, String mode, Journal journal, Gate gate) {
        return "\"znode\": \"" + znode + "\", \"run_mode\": \"" + mode + "\", \"action\": \"" + journal.command() + "; "
                + gate.command() + "\"";
    }

    private static boolean pending(String json) {
        return json.replace(" ", "").contains("\"waiting\":true");
    }

    private static void awaitSeen(String name, long mzxid) {
        CLUSTER.awaitWatch(
                name,
                "has seen the last change",
                json -> json.replace(" ", "").contains("\"mzxid\":\"0x" + Long.toHexString(mzxid) + "\""));
    }
}
