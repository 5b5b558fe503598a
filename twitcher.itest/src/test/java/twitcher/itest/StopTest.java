package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Daemon;

/** How the daemon ends. */
class StopTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    @Test
    void everyBundleStopsInOrderBeforeTheDaemonEnds() throws Exception {
        try (Daemon daemon = Daemon.in(CLUSTER.file("stopped"))) {
            daemon.start(CLUSTER.server().address());
            assertThat(daemon.stop()).isZero();
            // the launcher has a limit after which it ends with bundles still running, and says so
            assertThat(daemon.logText()).contains("stopped").doesNotContain("not every bundle stopped");
        }
    }
}
