package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Daemon;
import twitcher.itest.support.Journal;

/** What a process inherits of the daemon as it is shipped: what that was started with, and nothing that a JVM adds. */
class LimitsTest {
    /** What the shell that starts the daemon has, and what an action is to have. */
    private static final String LIMITS = "echo $(ulimit -Sn) $(ulimit -Sc) $(nice) $(cat /proc/self/oom_score_adj)";

    private static final String SIGNALS = "grep -h -e SigBlk -e SigIgn /proc/self/status";
    private static final String NONE = "0000000000000000";

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    @Test
    void limitsPriorityAndSignalsAreThoseTheDaemonWasStartedWith() throws Exception {
        Journal seen = CLUSTER.journal("limits");
        Journal wanted = CLUSTER.journal("wanted");
        CLUSTER.nodes().create("/limits", "");
        String set = "ulimit -Sn 456; ulimit -Sc 0; ";
        assertThat(shell(set + LIMITS + " >> " + wanted.file())).isZero();
        try (Daemon daemon = Daemon.in(Files.createDirectory(CLUSTER.file("limited")))
                .behind("/bin/sh", "-c", set + "exec \"$@\"", "sh")) {
            daemon.start(CLUSTER.server().address());
            daemon.drop(
                    "limits.json",
                    "{\"watches\": [{\"znode\": \"/limits\", \"action\": \"(" + LIMITS + "; " + SIGNALS + ") >> "
                            + seen.file() + "\"}]}");
            seen.awaitCount(3);
            assertThat(wanted.lines().get(0)).startsWith("456 0 ");
            assertThat(seen.lines()).containsExactly(wanted.lines().get(0), "SigBlk:\t" + NONE, "SigIgn:\t" + NONE);
        }
    }

    private static int shell(String script) throws Exception {
        return new ProcessBuilder("/bin/sh", "-c", script).inheritIO().start().waitFor();
    }
}
