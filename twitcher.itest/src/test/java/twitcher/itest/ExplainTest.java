package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Gate;

/** Why something ran or did not, whether the daemon is well, and its figures: of the real one. */
class ExplainTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private static void explains(String name, String... expected) {
        CLUSTER.awaitCommand(
                "explain " + name + " has " + String.join(", ", expected),
                json -> {
                    String plain = json.replace("\n", "").replaceAll(" +", " ");
                    return Stream.of(expected).allMatch(plain::contains);
                },
                "explain",
                name + ".json:it",
                "-o",
                "json");
    }

    @Test
    void tellsTheWayOfAChangeThatWaitedForARun() throws Exception {
        CLUSTER.nodes().create("/explain/way", "one");
        Gate gate = CLUSTER.gate("way");
        CLUSTER.watch("way", "\"znode\": \"/explain/way\", \"action\": \"" + gate.command() + "\"");
        explains("way", "\"verdict\": \"RUNS\"");
        CLUSTER.nodes().set("/explain/way", "two");
        explains("way", "\"verdict\": \"WAITS\"", "\"reason\": \"RUN_GOING\"");
        gate.open();
        explains("way", "\"verdict\": \"RUNS\"", "\"step\": \"WAITED\"", "\"event\": \"changed\"");
        gate.open();
        explains("way", "\"verdict\": \"RAN\"", "\"step\": \"ENDED\"", "\"obstacles\": []");
    }

    @Test
    void tellsOfAccessThatIsMissing() throws Exception {
        CLUSTER.nodes().createUnreadable("/explain-secret");
        CLUSTER.watch("secret", "\"znode\": \"/explain-secret\", \"action\": \"true\"");
        explains("secret", "\"reason\": \"UNREADABLE\"");
        CLUSTER.awaitCommand("hc warns", out -> out.contains("whose znode cannot be read: secret.json:it"), "hc");
    }

    @Test
    void tellsOfAnActionTypeThatIsMissingAndOfARefusal() throws Exception {
        CLUSTER.nodes().create("/explain/type", "x");
        CLUSTER.watch("type", "\"znode\": \"/explain/type\", \"action\": {\"type\": \"nope\", \"url\": \"x\"}");
        explains("type", "\"verdict\": \"WAITS\"", "\"reason\": \"NO_ACTION_TYPE\"");
    }

    @Test
    void tellsOfFailuresThatStoppedAWatch() throws Exception {
        CLUSTER.nodes().create("/explain/stopped", "x");
        CLUSTER.watch(
                "stopped",
                "\"znode\": \"/explain/stopped\", \"action\": \"exit 3\", \"retries\": 1, \"backoff\": 0.1,"
                        + " \"on_failure\": \"STOP\"");
        explains("stopped", "\"verdict\": \"FAILED\"", "\"reason\": \"STOPPED\"", "attempt 2");
        assertThat(CLUSTER.daemon().run("hc").exit()).isEqualTo(1);
        CLUSTER.daemon().remove("stopped.json");
    }

    @Test
    void tellsOfAPauseAcrossARestartAndOfWhatWasDoneBefore() throws Exception {
        CLUSTER.nodes().create("/explain/done", "x");
        CLUSTER.watch("done", "\"znode\": \"/explain/done\", \"action\": \"true\", \"run_on_load\": \"CHANGED\"");
        explains("done", "\"verdict\": \"RAN\"");
        CLUSTER.daemon().run("pause", "done.json:it");
        CLUSTER.daemon().stop();
        CLUSTER.daemon().start(CLUSTER.server().address());
        explains("done", "\"verdict\": \"SKIPPED\"", "has been run before", "\"reason\": \"PAUSED\"");
    }

    @Test
    void tellsOfAFileThatIsNotLoaded() throws Exception {
        CLUSTER.daemon().drop("wrong.json", "{\"watches\": [{\"znode\": \"/x\", \"acton\": \"true\"}]}");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        CLUSTER.daemon().run("explain", "wrong.json:it").err().contains("wrong.json is ERROR"));
        CLUSTER.daemon().remove("wrong.json");
    }

    @Test
    void answersPrometheusOnceThereIsAConfiguration() throws Exception {
        Path socket = Files.createTempDirectory("m").resolve("s");
        CLUSTER.nodes().create("/explain/figures", "x");
        CLUSTER.watch("figures", "\"znode\": \"/explain/figures\", \"action\": \"true\"");
        explains("figures", "\"verdict\": \"RAN\"");
        CLUSTER.daemon().drop("twitcher.metrics.cfg", "listen=unix:" + socket + "\n");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(socket));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(scraped(socket))
                        .contains("HTTP/1.1 200 OK", "twitcher_zookeeper_state{state=\"connected\"} 1.0")
                        .containsPattern("twitcher_runs_total\\{outcome=\"succeeded\"} [1-9]")
                        .containsPattern("twitcher_start_seconds_count [1-9]"));
        CLUSTER.daemon().drop("twitcher.metrics.cfg", "watchesTold=many\nlisten=0.0.0.0:1\n");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(CLUSTER.daemon().run("configs").out())
                        .contains("twitcher.metrics.cfg:1: watchesTold: must be a whole number", "was: many"));
        assertThat(scraped(socket)).as("what was configured before").contains("HTTP/1.1 200 OK");
        CLUSTER.daemon().remove("twitcher.metrics.cfg");
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Files.notExists(socket));
        Files.delete(socket.getParent());
    }

    private static String scraped(Path socket) throws Exception {
        try (SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            client.connect(UnixDomainSocketAddress.of(socket));
            client.write(ByteBuffer.wrap("GET /metrics HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)));
            return new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
