package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.curator.framework.CuratorFramework;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.node.Connection;
import twitcher.api.node.Subscription;

/** The whole of this bundle but for OSGi, connected to a real server. */
final class Source implements AutoCloseable, SharedClient {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    final TimerThread timer = new TimerThread();
    final ConnectionStatus status = new ConnectionStatus();
    final WatchedNodes nodes = new WatchedNodes(timer);
    final Client client = new Client(nodes, status, timer);

    /** With the settings of a configuration, as {@code key, value} in turns. */
    static Source of(String servers, String... settings) {
        Source source = new Source();
        source.use(servers, settings);
        return source;
    }

    void use(String servers, String... settings) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        SettingsReader reader = new SettingsReader(properties);
        ClientSettings wanted = ClientSettings.read(reader, Servers.parse(servers), "a test");
        CompletableFuture<Void> used = new CompletableFuture<>();
        timer.after(Duration.ZERO, () -> {
            client.use(wanted);
            used.complete(null);
        });
        used.join();
        assertThat(reader.problems()).isEmpty();
    }

    Source awaitConnected() {
        await().atMost(PATIENCE).until(status::isConnected);
        return this;
    }

    Heard listen(Node node) {
        Heard heard = new Heard();
        nodes.subscribe(node, heard);
        return heard;
    }

    Subscription subscribe(Node node, Heard heard) {
        return nodes.subscribe(node, heard);
    }

    @Override
    public Optional<CuratorFramework> connected() {
        return client.connected();
    }

    @Override
    public Connection connection() {
        return status.with(nodes.counts());
    }

    @Override
    public void close() {
        timer.close();
        client.end();
    }

    static void awaitLast(Heard heard, String last) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(heard.last()).isEqualTo(last));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static Payload last(Heard heard) {
        return heard.changes.get(heard.changes.size() - 1).payload();
    }
}
