package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Journal;

/** How a payload reaches the standard input of an action. */
class PayloadTest {
    /** ZooKeeper's default limit is 1 MiB for the whole request. */
    private static final int LARGE = 1_000_000;

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    @Test
    void largeBinaryPayloadArrivesByteForByte() throws Exception {
        byte[] payload = new byte[LARGE];
        new Random(1).nextBytes(payload);
        Path copy = CLUSTER.file("copy");
        CLUSTER.nodes().create("/payload/binary", payload);
        CLUSTER.watch("binary", "\"znode\": \"/payload/binary\", \"action\": \"cat > " + copy + "\"");
        awaitSuccess("binary");
        assertThat(Files.readAllBytes(copy)).isEqualTo(payload);
    }

    @Test
    void commandThatNeverReadsHarmsNobody() throws Exception {
        CLUSTER.nodes().create("/payload/unread", new byte[LARGE]);
        CLUSTER.watch("unread", "\"znode\": \"/payload/unread\", \"action\": [\"true\"]");
        awaitSuccess("unread");
        Journal journal = CLUSTER.journal("after");
        CLUSTER.nodes().create("/payload/after", "fine");
        CLUSTER.watch("after", "\"znode\": \"/payload/after\", \"action\": \"" + journal.command() + "\"");
        journal.awaitLast("loaded fine");
    }

    @Test
    void withoutPipeStandardInputIsEmpty() throws Exception {
        Journal journal = CLUSTER.journal("nopipe");
        CLUSTER.nodes().create("/payload/nopipe", "secret");
        CLUSTER.watch(
                "nopipe",
                "\"znode\": \"/payload/nopipe\", \"pipe_stdin\": false, \"action\": \"" + journal.command() + "\"");
        journal.awaitLast("loaded ");
        CLUSTER.awaitIdle("nopipe");
        assertThat(journal.lines()).containsExactly("loaded ");
    }

    private static void awaitSuccess(String name) {
        CLUSTER.awaitWatch(name, "has run", json -> json.replace(" ", "").contains("\"outcome\":\"succeeded\""));
    }
}
