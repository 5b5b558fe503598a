package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Daemon;
import twitcher.itest.support.Journal;

/** What a file that changes does to the watches that run from it. */
class ReloadTest {
    private static final String BROKEN = """
            {
              "watches": [
                {"znode": "reload/broken", "action": "true", "run_mod": "QUEUE"},
                {"znode": "/reload/broken", "action": "true", "run_mode": "QEUE", "timeout": "soon"},
                {"znode": "/reload/broken"}
              ]
            }
            """;

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    @Test
    void brokenFileShowsEveryProblemAndChangesNothingUntilMended() throws Exception {
        CLUSTER.nodes().create("/reload/broken", "one");
        Journal journal = CLUSTER.journal("broken");
        CLUSTER.daemon().drop("broken.json", file(watch("broken", journal)));
        journal.awaitLast("loaded one");
        CLUSTER.daemon().drop("broken.json", BROKEN);
        CLUSTER.awaitCommand(
                "broken.json is in error",
                json -> json.contains("broken.json:3:15: znode:")
                        && json.contains("broken.json:3:50: run_mod: unknown key; did you mean run_mode?")
                        && json.contains("broken.json:4:63: run_mode:")
                        && json.contains("did you mean QUEUE?")
                        && json.contains("broken.json:4:82: timeout:")
                        && json.contains("broken.json:5:5: action:"),
                "configs",
                "-o",
                "json");
        assertThat(CLUSTER.daemon().logText()).contains("broken.json:3:15", "broken.json:5:5");
        CLUSTER.nodes().set("/reload/broken", "two");
        journal.awaitLast("changed two");
        Journal mended = CLUSTER.journal("mended");
        CLUSTER.daemon().drop("broken.json", file(watch("broken", mended)));
        mended.awaitLast("loaded two");
        CLUSTER.nodes().set("/reload/broken", "three");
        mended.awaitLast("changed three");
        assertThat(journal.lines()).containsExactly("loaded one", "changed two");
    }

    @Test
    void unchangedWatchesAreNotRunAgain() throws Exception {
        CLUSTER.nodes().create("/reload/kept", "kept");
        CLUSTER.nodes().create("/reload/added", "added");
        Journal kept = CLUSTER.journal("kept");
        Journal added = CLUSTER.journal("added");
        CLUSTER.daemon().drop("kept.json", file(watch("kept", kept)));
        kept.awaitLast("loaded kept");
        CLUSTER.daemon().drop("kept.json", file(watch("added", added), watch("kept", kept)));
        added.awaitLast("loaded added");
        Files.setLastModifiedTime(
                CLUSTER.daemon().config().resolve("kept.json"), java.nio.file.attribute.FileTime.fromMillis(0));
        CLUSTER.daemon().run("rescan");
        CLUSTER.nodes().set("/reload/kept", "changed");
        kept.awaitLast("changed changed");
        assertThat(kept.lines()).containsExactly("loaded kept", "changed changed");
        assertThat(added.lines()).containsExactly("loaded added");
    }

    @Test
    void watchesOfADeletedFileAreGoneFromTheServerToo() throws Exception {
        CLUSTER.nodes().create("/reload/gone", "one");
        Journal journal = CLUSTER.journal("gone");
        CLUSTER.daemon().drop("gone.json", file(watch("gone", journal)));
        journal.awaitLast("loaded one");
        assertThat(CLUSTER.server().watchedPaths()).contains("/reload/gone");
        CLUSTER.daemon().remove("gone.json");
        Awaitility.await("the server has no watch of it")
                .atMost(Duration.ofSeconds(30))
                .until(() -> !CLUSTER.server().watchedPaths().contains("/reload/gone"));
        CLUSTER.nodes().set("/reload/gone", "two");
        CLUSTER.awaitCommand("the watch is gone", out -> !out.contains("gone.json"), "watches");
        assertThat(journal.lines()).containsExactly("loaded one");
    }

    @Test
    void halfWrittenFileIsNotActedOn() throws Exception {
        CLUSTER.nodes().create("/reload/half", "one");
        Journal journal = CLUSTER.journal("half");
        String text = file(watch("half", journal));
        var target = CLUSTER.daemon().config().resolve("half.json");
        Files.writeString(target, text.substring(0, text.length() / 2));
        Files.writeString(target, text);
        journal.awaitLast("loaded one");
        assertThat(CLUSTER.daemon().logText()).doesNotContain("half.json:1:");
    }

    @Test
    void daemonWithoutServerStaysUpAndConnectsLater() throws Exception {
        Daemon lonely = Daemon.in(CLUSTER.file("lonely"));
        try (lonely) {
            lonely.start("127.0.0.1:1");
            assertThat(lonely.run("status").out()).contains("CONNECTING");
            assertThat(lonely.stop()).isZero();
        }
    }

    private static String watch(String name, Journal journal) {
        return "{\"znode\": \"/reload/" + name + "\", \"action\": \"" + journal.command() + "\"}";
    }

    private static String file(String... watches) {
        return "{\"watches\": [\n" + String.join(",\n", watches) + "\n]}\n";
    }
}
