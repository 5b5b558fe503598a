package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Journal;

/** What may become of a node. */
class NodesTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    @Test
    void missingNodeRunsWhenItIsCreated() throws Exception {
        Journal journal = watched("missing", "");
        CLUSTER.awaitIdle("missing");
        CLUSTER.nodes().create("/nodes/missing", "here");
        journal.awaitLast("created here");
        CLUSTER.awaitIdle("missing");
        assertThat(journal.lines()).containsExactly("created here");
    }

    @Test
    void nodeDeletedAndCreatedAgainRuns() throws Exception {
        CLUSTER.nodes().create("/nodes/again", "one");
        Journal journal = watched("again", "");
        journal.awaitLast("loaded one");
        CLUSTER.nodes().delete("/nodes/again");
        CLUSTER.nodes().create("/nodes/again", "two");
        journal.awaitLast("created two");
        CLUSTER.awaitIdle("again");
        assertThat(journal.lines()).containsExactly("loaded one", "created two");
    }

    @Test
    void nodeCreatedAgainWithTheSamePayloadAndVersionRuns() throws Exception {
        CLUSTER.nodes().create("/nodes/same", "same");
        Journal journal = watched("same", "");
        journal.awaitLast("loaded same");
        CLUSTER.nodes().delete("/nodes/same");
        CLUSTER.nodes().create("/nodes/same", "same");
        journal.awaitLast("created same");
    }

    @Test
    void deletionRunsIfConfigured() throws Exception {
        CLUSTER.nodes().create("/nodes/deleted", "one");
        Journal journal = watched("deleted", ", \"on_delete\": \"RUN\"");
        journal.awaitLast("loaded one");
        CLUSTER.nodes().delete("/nodes/deleted");
        journal.awaitLast("deleted ");
    }

    @Test
    void childrenAreDeliveredSorted() throws Exception {
        CLUSTER.nodes().create("/nodes/children/b", "");
        Journal journal = watched("children", ", \"watch_type\": \"WATCH_CHILDREN\"");
        journal.awaitLast("loaded b");
        CLUSTER.nodes().create("/nodes/children/c", "");
        journal.awaitLast("c");
        CLUSTER.nodes().create("/nodes/children/a", "");
        journal.awaitCount(6);
        assertThat(journal.lines()).containsExactly("loaded b", "children b", "c", "children a", "b", "c");
    }

    @Test
    void stateFoundAtLoadDoesNotRunIfSoConfigured() throws Exception {
        CLUSTER.nodes().create("/nodes/quiet", "found");
        Journal journal = watched("quiet", ", \"run_on_load\": false");
        CLUSTER.awaitIdle("quiet");
        CLUSTER.nodes().set("/nodes/quiet", "set");
        journal.awaitLast("changed set");
        assertThat(journal.lines()).containsExactly("changed set");
    }

    private static Journal watched(String name, String more) throws Exception {
        Journal journal = CLUSTER.journal(name);
        CLUSTER.watch(name, "\"znode\": \"/nodes/" + name + "\", \"action\": \"" + journal.command() + "\"" + more);
        return journal;
    }
}
