package twitcher.action.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twitcher.api.Payload;
import twitcher.api.action.RunningAction;

/** Servers that do not answer as they should: what is said of them, and that nothing of the exchange is left. */
class TroubleTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";

    private final Sender sender = new Sender();
    private ServerSocket server;
    private String place;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        place = "localhost:" + server.getLocalPort();
    }

    @AfterEach
    void close() throws IOException {
        sender.close();
        server.close();
    }

    private String words(Object... more) throws Exception {
        return sender.words(settings(more));
    }

    private Object[] settings(Object... more) {
        Object[] settings = new Object[more.length + 2];
        settings[0] = "url";
        settings[1] = "http://" + place + "/hook?secret";
        System.arraycopy(more, 0, settings, 2, more.length);
        return settings;
    }

    /** Takes one connection, reads the request, and writes {@code answer}. */
    private CompletableFuture<Socket> answer(String answer) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                Socket socket = server.accept();
                int read = socket.getInputStream().read(new byte[4096]);
                assertThat(read).describedAs("what came before the end").isNotZero();
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                return socket;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                        | received no bytes
                    'HTTP/1.1 200 OK\r\nContent'              | parsing HTTP/1.1 header
                    'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc' | content-length: 9, bytes received: 3
                    """)
    void aConnectionThatBreaksIsSaidToHaveBroken(String answer, String words) throws Exception {
        CompletableFuture<Void> closed =
                answer(answer.replace("\\r\\n", "\r\n")).thenAccept(TroubleTest::close);

        assertThat(words())
                .startsWith("failed: the connection to " + place + " broke: ")
                .contains(words);
        closed.join();
    }

    private static void close(Socket socket) {
        try {
            socket.shutdownOutput();
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whatIsNoHttpIsSaidToBeNone() throws Exception {
        answer("220 mail.example.org ESMTP\r\n\r\n");

        assertThat(words()).startsWith("failed: " + place + " speaks no HTTP: ").contains("220 mail");
    }

    @Test
    void whatIsNoTlsIsSaidToBeNone() throws Exception {
        answer(HEAD);

        assertThat(sender.words("url", "https://" + place + "/")).startsWith("failed: TLS with " + place + ": ");
    }

    @Test
    void aRefusedConnectionIsSaidToBeRefused() throws Exception {
        server.close();

        assertThat(words())
                .startsWith("failed: cannot connect to " + place + ": ")
                .containsIgnoringCase("connection refused");
    }

    @Test
    void anUnknownHostIsNamed() throws Exception {
        place = "no-such-host.invalid";

        assertThat(words()).isEqualTo("failed: unknown host: no-such-host.invalid");
    }

    /** An exchange that goes well, so that the ones after it take less than their timeout on a busy machine too. */
    private void exchangeOnce() throws Exception {
        CompletableFuture<Socket> whole = answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        assertThat(words()).isEqualTo("ok");
        whole.thenAccept(TroubleTest::close).join();
    }

    @Test
    void aSilentServerIsGivenUpAndTheConnectionClosed() throws Exception {
        exchangeOnce();
        CompletableFuture<Socket> silent = answer("");

        assertThat(words("timeout", 1.5)).isEqualTo("failed: no whole answer within 1.5 s");
        assertGone(silent);
    }

    @Test
    void aServerThatStopsInTheMiddleIsGivenUp() throws Exception {
        exchangeOnce();
        CompletableFuture<Socket> half = answer(HEAD + "half");

        assertThat(words("timeout", 1.5)).isEqualTo("failed: no whole answer within 1.5 s");
        assertGone(half);
    }

    @Test
    void aRunThatIsStoppedEndsAndTheConnectionIsClosed() throws Exception {
        CompletableFuture<Socket> silent = answer("");
        RunningAction run = sender.start(TestRun.of(Payload.ofText("on")), settings());
        silent.get(30, TimeUnit.SECONDS);
        assertThat(run.ending().toCompletableFuture()).isNotDone();
        run.stop();

        assertThat(Sender.outcome(run).success()).isFalse();
        assertGone(silent);
        run.stop();
    }

    /** The other side of the connection is closed. */
    private static void assertGone(CompletableFuture<Socket> connection) throws Exception {
        Socket socket = connection.get(30, TimeUnit.SECONDS);
        socket.setSoTimeout(30_000);
        assertThatCode(() -> readToTheEnd(socket.getInputStream())).doesNotThrowAnyException();
    }

    /** A reset is an end too. */
    private static void readToTheEnd(InputStream in) throws IOException {
        try {
            in.readAllBytes();
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }
}
