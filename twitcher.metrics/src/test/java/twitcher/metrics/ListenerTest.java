package twitcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real listener, scraped for real. */
@Timeout(120)
class ListenerTest {
    @TempDir
    Path directory;

    private static Listener listener(String listen) throws IOException {
        return new Listener(
                Place.of(listen, "600"), new Exposition(() -> Collection.of(Samples.parts(3), Samples.NOW, 50)));
    }

    private static HttpResponse<String> get(Listener listener, String path, String... headers) throws Exception {
        int port = ((InetSocketAddress) listener.address()).getPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answersPrometheusInItsTextFormat() throws Exception {
        try (Listener listener = listener("127.0.0.1:0")) {
            HttpResponse<String> answer = get(listener, "/metrics?x=y");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type").orElseThrow())
                    .startsWith("text/plain; version=0.0.4");
            assertThat(answer.body()).contains("# TYPE twitcher_runs_total counter\n");
        }
    }

    @Test
    void answersInOpenMetricsWhenThatIsAskedFor() throws Exception {
        try (Listener listener = listener("127.0.0.1:0")) {
            HttpResponse<String> answer =
                    get(listener, "/metrics", "Accept", "application/openmetrics-text; version=1.0.0");
            assertThat(answer.headers().firstValue("content-type").orElseThrow())
                    .startsWith("application/openmetrics-text");
            assertThat(answer.body()).endsWith("# EOF\n");
        }
    }

    @Test
    void anythingElseIsNotFoundOrNotAllowed() throws Exception {
        try (Listener listener = listener("127.0.0.1:0")) {
            assertThat(get(listener, "/").statusCode()).isEqualTo(404);
            assertThat(said(listener.address(), "POST /metrics HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 405 ");
            assertThat(said(listener.address(), "nonsense\r\n\r\n")).startsWith("HTTP/1.1 405 ");
            assertThat(said(listener.address(), "HEAD /metrics HTTP/1.1\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 ")
                    .doesNotContain("twitcher_");
        }
    }

    private static String said(SocketAddress address, String request) throws IOException {
        try (SocketChannel client = SocketChannel.open(address)) {
            client.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
            InputStream in = Channels.newInputStream(client);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void answersOnAUnixSocketForItsOwnerOnly() throws Exception {
        Path socket = directory.resolve("metrics.sock");
        try (Listener listener = listener("unix:" + socket)) {
            assertThat(said(listener.address(), "GET /metrics HTTP/1.0\r\n\r\n"))
                    .contains("twitcher_info");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            assertThatThrownBy(() -> listener("unix:" + socket)).hasMessageContaining("is in use");
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void aSocketThatADeadDaemonLeftIsReplacedAndNothingElseIs() throws Exception {
        Path socket = directory.resolve("metrics.sock");
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(socket)).close();
        listener("unix:" + socket).close();
        Path file = Files.createFile(directory.resolve("precious"));
        assertThatThrownBy(() -> listener("unix:" + file)).hasMessageContaining("no socket");
        assertThat(file).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0:9182", "192.168.0.1:80", ":::80", "example.org:80", "127.0.0.1:99999", "unix:x", ""})
    void nothingThatOtherMachinesCouldReachIsAPlace(String listen) {
        assertThatThrownBy(() -> Place.of(listen, "600")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rudeClientsHoldUpNobodyAndLeaveNothing() throws Exception {
        try (Listener listener = listener("127.0.0.1:0")) {
            for (int i = 0; i < 50; i++) {
                try (SocketChannel rude = SocketChannel.open(listener.address())) {
                    rude.write(ByteBuffer.wrap("GET /met".getBytes(StandardCharsets.ISO_8859_1)));
                }
            }
            List<SocketChannel> silent = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                silent.add(SocketChannel.open(listener.address()));
            }
            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> get(listener, "/metrics").statusCode() == 200);
            for (SocketChannel each : silent) {
                each.close();
            }
        }
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("twitcher-metrics")));
    }

    @Test
    void aPlaceThatIsTakenIsSaidAndNotThrown() throws Exception {
        try (Listener listener = listener("127.0.0.1:0")) {
            int port = ((InetSocketAddress) listener.address()).getPort();
            assertThat(new Metrics("2", settings("127.0.0.1:" + port)).listener())
                    .isEmpty();
        }
        assertThat(new Metrics("2", settings("0.0.0.0:1")).listener()).isEmpty();
        Metrics working = new Metrics("2", settings("127.0.0.1:0"));
        assertThat(working.listener()).isPresent();
        working.close();
        working.close();
    }

    @Test
    void aChangeThatFailsLeavesTheListenerThatIsThere() throws Exception {
        Metrics metrics = new Metrics("2", settings("127.0.0.1:0"));
        Listener before = metrics.listener().orElseThrow();
        try (Listener other = listener("127.0.0.1:0")) {
            int taken = ((InetSocketAddress) other.address()).getPort();
            for (String bad : List.of("127.0.0.1:" + taken, "0.0.0.0:1", "127.0.0.1:0")) {
                metrics.modified(settings(bad));
                assertThat(metrics.listener()).containsSame(before);
            }
            assertThat(get(before, "/metrics").statusCode()).isEqualTo(200);
        }
        Path socket = directory.resolve("socket");
        metrics.modified(settings("unix:" + socket));
        assertThat(metrics.listener()).isPresent().get().isNotSameAs(before);
        assertThatThrownBy(before::address).isInstanceOf(ClosedChannelException.class);
        metrics.close();
        assertThat(socket).doesNotExist();
    }

    @Test
    void whatIsNoPlaceIsToldByItsKeyBeforeItTakesEffect() {
        PlaceRule rule = new PlaceRule();

        assertThat(rule.faults(Map.of("watchesTold", "5"))).isEmpty();
        assertThat(rule.faults(Map.of("listen", "unix:/run/figures", "socketMode", "660")))
                .isEmpty();
        assertThat(rule.faults(Map.of("listen", "0.0.0.0:1")).get("listen"))
                .contains("stay on this machine", "0.0.0.0:1");
        assertThat(rule.faults(Map.of("listen", "unix:/run/figures", "socketMode", "abc")))
                .containsOnlyKeys("socketMode");
    }

    private static MetricsSettings settings(String listen) {
        return new MetricsSettings() {
            @Override
            public String listen() {
                return listen;
            }

            @Override
            public String socketMode() {
                return "600";
            }

            @Override
            public int watchesTold() {
                return 50;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return MetricsSettings.class;
            }
        };
    }
}
