package twitcher.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.launcher.ExitCode;
import twitcher.launcher.Invocation;
import twitcher.launcher.Terminal;
import twitcher.launcher.client.FakeDaemon.Talk;

@Timeout(30)
class ConnectionTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @Test
    void outputAndExitCodeComeBack() throws Exception {
        int code = run(request(List.of("watches")), talk -> {
            talk.greet();
            talk.readRequest();
            talk.send(FakeDaemon.STDOUT, "one ");
            talk.send(FakeDaemon.STDERR, "problem");
            talk.send(FakeDaemon.STDOUT, "two");
            talk.exit(4);
        });

        assertThat(code).isEqualTo(4);
        assertThat(stdout).hasToString("one two");
        assertThat(stderr).hasToString("problem");
    }

    @Test
    void theRequestHasTheWordsAndTheTerminal() throws Exception {
        AtomicReference<Map<String, Object>> seen = new AtomicReference<>();

        run(request(List.of("zk", "set", "/ä", "$(a) b", "")), talk -> {
            talk.greet();
            talk.readRequest();
            seen.set(talk.request);
            talk.exit(0);
        });

        assertThat(seen.get())
                .containsEntry("kind", 0)
                .containsEntry("argv", List.of("zk", "set", "/ä", "$(a) b", ""))
                .containsEntry("tty", List.of(true, false, true))
                .containsEntry("size", List.of(80, 25))
                .containsEntry("term", "xterm")
                .containsEntry("colour", true)
                .containsEntry("attachments", List.of());
    }

    @Test
    void filesFollowTheRequestInChunks() throws Exception {
        byte[] large = new byte[150_000];
        Arrays.fill(large, (byte) 7);
        Request request = new Request(
                List.of("a", "@large", "@empty", "@small"),
                invocation(),
                List.of(
                        new Attachment(1, "large", large),
                        new Attachment(2, "empty", new byte[0]),
                        new Attachment(3, "small", new byte[] {1, 2})));
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        AtomicReference<Map<String, Object>> seen = new AtomicReference<>();

        run(request, talk -> {
            talk.greet();
            talk.readRequest();
            seen.set(talk.request);
            while (received.size() < large.length) {
                receiveChunk(talk, 0, received);
            }
            receiveChunk(talk, 2, received);
            talk.exit(0);
        });

        assertThat(seen.get()).containsEntry("attachments", List.of("1 large 150000", "2 empty 0", "3 small 2"));
        assertThat(received.size()).isEqualTo(150_002);
    }

    @Test
    void aDaemonOfAnotherVersionSaysSoItself() throws Exception {
        int code = run(request(List.of("watches")), FakeDaemon.OF_ANOTHER_VERSION);

        assertThat(code).isEqualTo(1);
        assertThat(stderr).hasToString("too old");
    }

    @Test
    void aRefusalBeforeAnyGreetingIsPassedOn() throws Exception {
        int code = run(request(List.of("watches")), talk -> {
            talk.send(FakeDaemon.STDERR, "not you");
            talk.exit(1);
        });

        assertThat(code).isEqualTo(1);
        assertThat(stderr).hasToString("not you");
    }

    @Test
    void aDaemonThatGoesAwayIsAnError() {
        assertThatThrownBy(() -> run(request(List.of("watches")), talk -> {
                    talk.greet();
                    talk.readRequest();
                    talk.send(FakeDaemon.STDOUT, "half");
                }))
                .isInstanceOf(IOException.class);
        assertThat(stdout).hasToString("half");
    }

    @Test
    void somethingElseThatListensThereIsNoDaemon() {
        assertThatThrownBy(() -> run(request(List.of("watches")), talk -> talk.send('H', "TTP/1.1 400")))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("unknown type");
    }

    @Test
    void aFrameThatIsTooLongIsRefusedUnread() {
        assertThatThrownBy(() -> run(request(List.of("watches")), talk -> {
                    talk.greet();
                    talk.send(FakeDaemon.STDOUT, new byte[Frame.LARGEST_BODY + 1]);
                }))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("1048577 bytes");
    }

    @Test
    void aDaemonThatDoesNotAnswerIsATimeout() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Path socket = folder.resolve("s");
        try (FakeDaemon daemon = new FakeDaemon(socket, talk -> await(end))) {
            assertThatThrownBy(() -> Connection.open(UnixDomainSocketAddress.of(socket), Duration.ofMillis(100)))
                    .isInstanceOfSatisfying(
                            NoDaemonException.class,
                            e -> assertThat(e.exitCode()).isEqualTo(ExitCode.TIMEOUT));
            end.countDown();
            daemon.join();
        }
    }

    @Test
    void closingEndsTheConnectionForTheDaemonToo() throws Exception {
        boolean[] ended = new boolean[1];
        Path socket = folder.resolve("s");
        try (FakeDaemon daemon = new FakeDaemon(socket, talk -> {
            talk.greet();
            ended[0] = talk.isAtEnd();
        })) {
            Connection.open(UnixDomainSocketAddress.of(socket), LONG).close();
            daemon.join();
        }

        assertThat(ended[0]).isTrue();
    }

    @Test
    void outputThatNobodyReadsEndsTheCommand() {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        assertThatThrownBy(() -> run(
                        request(List.of("watches")),
                        talk -> {
                            talk.greet();
                            talk.readRequest();
                            talk.send(FakeDaemon.STDOUT, "words");
                        },
                        broken))
                .isInstanceOf(OutputException.class);
    }

    private int run(Request request, FakeDaemon.Script script) throws IOException {
        return run(request, script, stdout);
    }

    private int run(Request request, FakeDaemon.Script script, OutputStream out) throws IOException {
        Path socket = folder.resolve("s");
        try (FakeDaemon daemon = new FakeDaemon(socket, script);
                Connection connection = Connection.open(UnixDomainSocketAddress.of(socket), LONG)) {
            int code = connection.run(request, out, stderr);
            daemon.join();
            return code;
        }
    }

    private static void receiveChunk(Talk talk, int index, OutputStream to) throws IOException {
        byte[] chunk = talk.expect(FakeDaemon.ATTACHMENT);
        assertThat(chunk[0] << 8 | chunk[1]).isEqualTo(index);
        to.write(chunk, 2, chunk.length - 2);
    }

    private static Request request(List<String> command) {
        return new Request(command, invocation(), List.of());
    }

    private static Invocation invocation() {
        Terminal terminal = new Terminal(true, true, false, 80, 25);
        return new Invocation(Path.of("/"), Path.of("/"), Optional.empty(), terminal, Map.of("TERM", "xterm"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
