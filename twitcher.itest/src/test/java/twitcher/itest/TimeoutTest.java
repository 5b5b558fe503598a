package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Journal;

/** What ends when a run takes too long. */
class TimeoutTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    @Test
    void processThatIgnoresSigtermIsKilledWithItsChildren() throws Exception {
        Journal pids = CLUSTER.journal("stubborn");
        CLUSTER.nodes().create("/timeout/stubborn", "");
        CLUSTER.watch(
                "stubborn",
                "\"znode\": \"/timeout/stubborn\", \"timeout\": 0.5, \"kill_after\": 0.5, \"action\": \""
                        + "trap '' TERM; (sleep 1000) & echo $! >> " + pids.file()
                        + "; (setsid sleep 1000) & echo $! >> "
                        + pids.file() + "; echo $$ >> " + pids.file() + "; while :; do sleep 1000; done\"");
        pids.awaitCount(3);
        CLUSTER.awaitWatch("stubborn", "has timed out", json -> json.contains("timed out after 0.5 s"));
        List<Long> started = pids.lines().stream().map(Long::valueOf).toList();
        assertThat(started).hasSize(3).noneMatch(TimeoutTest::alive);
    }

    private static boolean alive(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // an orphan that init has not collected yet is dead all the same
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false;
        }
    }
}
