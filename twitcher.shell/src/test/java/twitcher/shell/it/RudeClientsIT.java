package twitcher.shell.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.shell.it.board.Board;

/** Clients that are rude harm nobody. */
@Timeout(120)
class RudeClientsIT {
    @TempDir
    Path directory;

    private TestFramework daemon;

    @BeforeEach
    void start() throws Exception {
        daemon = new TestFramework(directory);
        Board.clear(1);
    }

    @AfterEach
    void stop() throws Exception {
        daemon.close();
    }

    @Test
    void aClientThatGoesAwayInterruptsItsCommand() throws Exception {
        SocketClient client = asking("test:block");
        assertThat(Board.blocked.await(10, TimeUnit.SECONDS)).isTrue();

        client.close();

        assertThat(Board.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        assertServes();
    }

    @Test
    void aHundredRudeDisconnectsLeaveNoThreadAndNoDescriptor() throws Exception {
        assertServes();
        long descriptors = descriptors();
        Board.clear(25);

        for (int i = 0; i < 25; i++) {
            asking("test:block").close();
            asking("test:flood", "100000").close();
            connected().close();
            try (SocketClient half = connected()) {
                half.raw(new byte[] {1, 0, 0});
            }
        }

        await().atMost(Duration.ofSeconds(30))
                .until(() -> descriptors() <= descriptors && commandThreads().isEmpty());
        assertServes();
    }

    @Test
    void aClientThatDoesNotReadHoldsUpNobodyElse() throws Exception {
        try (SocketClient slow = asking("test:flood", "100000")) {
            slow.read(5);
            for (int i = 0; i < 20; i++) {
                assertServes();
            }
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> commandThreads().isEmpty());
    }

    @Test
    void aLargeOutputArrivesWhole() throws Exception {
        assertThat(daemon.run("test:flood", "20000").out()).hasSize(20_000 * 1024);
    }

    @Test
    void nonsenseIsAnsweredOrCutOff() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 50; i++) {
            byte[] nonsense = new byte[1 + random.nextInt(2000)];
            random.nextBytes(nonsense);
            try (SocketClient client = connected()) {
                client.raw(nonsense);
            }
        }
        assertServes();
    }

    @Test
    void aFrameThatIsTooLongEndsTheConversation() throws Exception {
        try (SocketClient client = connected()) {
            client.hello(1, 1);
            client.raw(new byte[] {SocketClient.REQUEST, 0x7f, 0, 0, 0});

            assertThat(client.answer().err()).contains("at most 1048576");
        }
        assertServes();
    }

    @Test
    void aFileThatIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
        try (SocketClient client = connected()) {
            client.hello(1, 1);
            client.announce(17 << 20, "test:take", "name", "@file");

            assertThat(client.answer().err()).contains("at most 16 MiB a file");
        }
    }

    @Test
    void aClientOfAnotherReleaseIsToldSo() throws Exception {
        try (SocketClient client = connected()) {
            client.hello(2, 3);
            Answer answer = client.answer();

            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.err()).contains("speaks versions 2 to 3");
        }
    }

    @Test
    void aClientOfANewerReleaseThatStillSpeaksOurVersionIsServed() throws Exception {
        try (SocketClient client = connected()) {
            client.hello(1, 9);
            client.request(0, Map.of(), "test:echo", "x");

            assertThat(client.answer().out()).isEqualTo("x\n");
        }
    }

    @Test
    void tooManyConnectionsAreToldSo() throws Exception {
        List<SocketClient> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 32; i++) {
                silent.add(connected());
            }
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                Answer answer = daemon.run("test:echo", "x");
                assertThat(answer.err()).contains("there are 32 connections already");
                assertThat(answer.exit()).isEqualTo(1);
            });
        } finally {
            for (SocketClient client : silent) {
                client.close();
            }
        }
        await().atMost(Duration.ofSeconds(10)).untilAsserted(this::assertServes);
    }

    @Test
    void aSilentClientIsCutOffAfterTenSeconds() throws Exception {
        try (SocketClient client = connected()) {
            assertThat(client.awaitEnd()).isTrue();
        }
    }

    private void assertServes() throws IOException {
        assertThat(daemon.run("test:echo", "here")).isEqualTo(new Answer(0, "here\n", ""));
    }

    private SocketClient connected() throws IOException {
        return new SocketClient(daemon.socket());
    }

    private SocketClient asking(String... argv) throws IOException {
        SocketClient client = connected();
        client.hello(1, 1);
        client.request(0, Map.of(), argv);
        return client;
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    /** Threads that run commands now; an idle one of the pool ends after a while. */
    private static List<String> commandThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("twitcher-shell-command")
                        || name.startsWith("pipe-")
                        || name.startsWith("session")
                        || name.startsWith("job controller"))
                .toList();
    }
}
