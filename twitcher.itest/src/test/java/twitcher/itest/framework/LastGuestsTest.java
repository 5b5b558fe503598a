package twitcher.itest.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Daemon;
import twitcher.itest.support.Journal;
import twitcher.itest.support.Listed;

/** How the daemon ends with guests that do not let it, or that end it. */
class LastGuestsTest {
    private static final ConditionFactory PATIENTLY =
            Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));

    /** Nothing releases them. */
    private static final Path NEVER = Path.of("/nonexistent/release");

    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private final Daemon daemon = CLUSTER.daemon();

    @Test
    void guestsThatHangInTheirActivatorsDoNotKeepTheDaemonFromEnding() throws Exception {
        daemon.drop("twitcher.config.cfg", "bundleTimeoutS=2\n");
        jar("hangs-in-stop");
        PATIENTLY.until(this::configs, configs -> configs.matches("(?s).*hangs-in-stop.jar +bundle +ACTIVE.*"));
        jar("hangs-in-start");
        PATIENTLY.until(
                this::configs, configs -> configs.contains("hangs-in-start.jar: has not returned from starting"));
        assertThat(daemon.stop()).isZero();
        assertThat(daemon.logText())
                .containsAnyOf("not every bundle stopped within 4 s: ending all the same", "not stopped after 4500 ms");
        daemon.remove("hangs-in-start.jar");
        daemon.remove("hangs-in-stop.jar");
        daemon.start(CLUSTER.server().address());
        assertThat(configs()).doesNotContain("hangs-in");
    }

    @Test
    void guestThatEndsTheJvmEndsTheDaemonAndTheNextOneGoesOn() throws Exception {
        Journal beside = CLUSTER.journal("beside");
        CLUSTER.nodes().create("/beside", "0");
        CLUSTER.nodes().create("/exits", "stay");
        CLUSTER.watch(
                "beside",
                "\"znode\": \"/beside\", \"run_on_load\": \"CHANGED\", \"action\": \"" + beside.command() + "\"");
        beside.awaitLast("loaded 0");
        jar("exits");
        CLUSTER.watch("exits", "\"znode\": \"/exits\", \"action\": {\"type\": \"exits\"}");
        PATIENTLY.until(() -> daemon.run("runs", "exits.json:it").out(), out -> out.contains(" ok"));

        CLUSTER.nodes().set("/exits", "exit");
        assertThat(daemon.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(daemon.process().exitValue()).isEqualTo(3);
        CLUSTER.nodes().set("/exits", "stay");
        CLUSTER.nodes().set("/beside", "1");
        daemon.start(CLUSTER.server().address());
        beside.awaitLast("loaded 1");
        PATIENTLY.until(this::endsOfExits, List.of("succeeded", "unknown", "succeeded")::equals);
    }

    /** How the runs of {@code exits} ended, the newest first. */
    private List<String> endsOfExits() throws Exception {
        String json = daemon.run("runs", "exits.json:it", "-o", "json").out();
        return Listed.in(json).stream().map(Listed::outcome).toList();
    }

    private void jar(String name) throws IOException {
        GuestJar.odd(name, NEVER).drop(daemon.config().resolve(name + ".jar"));
    }

    private String configs() throws Exception {
        return daemon.run("configs").out();
    }
}
