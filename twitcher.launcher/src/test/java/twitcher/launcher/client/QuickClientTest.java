package twitcher.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.launcher.client.PerlClient.End;

/** The client in Perl, beside a daemon that does what the protocol says. */
@Timeout(60)
class QuickClientTest {
    @TempDir
    Path folder;

    private PerlClient client;

    @BeforeEach
    void makeClient() throws IOException {
        client = new PerlClient(folder);
    }

    @Test
    void outputAndExitCodeComeBack() throws Exception {
        byte[] large = new byte[1 << 20];
        Arrays.fill(large, (byte) 'x');
        End end = client.run(
                talk -> {
                    talk.accept();
                    talk.send(FakeDaemon.STDOUT, "one ");
                    talk.send(FakeDaemon.STDERR, "problem");
                    talk.send(FakeDaemon.STDOUT, large);
                    talk.exit(4);
                },
                "watches");
        assertThat(end.code()).isEqualTo(4);
        assertThat(end.stdout()).hasSize(4 + large.length).startsWith("one xxx");
        assertThat(end.stderr()).isEqualTo("problem");
    }

    @Test
    void theRequestHasTheWordsAndNoTerminal() throws Exception {
        AtomicReference<Map<String, Object>> seen = new AtomicReference<>();
        client.run(
                talk -> {
                    talk.accept();
                    seen.set(talk.request);
                    talk.exit(0);
                },
                "zk",
                "set",
                "/ä",
                "$(a) b",
                "",
                "@@x",
                "@",
                "--state_dir=y");
        assertThat(seen.get())
                .containsEntry("kind", 0)
                .containsEntry("argv", List.of("zk", "set", "/ä", "$(a) b", "", "@@x", "@", "--state_dir=y"))
                .containsEntry("tty", List.of(false, false, false))
                .containsEntry("size", List.of(0, 0))
                .containsEntry("term", "xterm")
                .containsEntry("colour", false)
                .containsEntry("attachments", List.of());
    }

    @Test
    void theStateDirectoryIsThatOfTheFlagOrTheEnvironment() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        for (List<String> arguments : List.of(
                List.of("--state_dir", "other", "status"), List.of("--sta=other", "status"), List.of("status"))) {
            try (FakeDaemon fake = new FakeDaemon(other.resolve("shell.sock"), talk -> {
                talk.accept();
                talk.exit(2);
            })) {
                String environment = arguments.size() == 1 ? other.toString() : "nowhere";
                assertThat(client.ended(client.start(Map.of("TWITCHER_STATE_DIR", environment), arguments))
                                .code())
                        .isEqualTo(2);
                fake.join();
            }
            Files.delete(other.resolve("shell.sock"));
        }
    }

    @Test
    void theSocketMayBeElsewhere() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.writeString(other.resolve("shell.path"), client.socket() + "\n");
        try (FakeDaemon fake = new FakeDaemon(client.socket(), talk -> {
            talk.accept();
            talk.exit(0);
        })) {
            assertThat(client.run("--state_dir=other", "status").code()).isZero();
            fake.join();
        }
    }

    @Test
    void anExitWithoutACodeIsNone() throws Exception {
        End end = client.run(
                talk -> {
                    talk.accept();
                    talk.send(FakeDaemon.EXIT, new byte[0]);
                },
                "status");
        assertThat(end.code()).isEqualTo(3);
        assertThat(end.stderr()).contains("without a code");
    }

    @Test
    void aDaemonOfAnotherVersionSaysSoItself() throws Exception {
        End end = client.run(FakeDaemon.OF_ANOTHER_VERSION, "watches");
        assertThat(end).isEqualTo(new End(1, "", "too old"));
    }

    @Test
    void aRefusalBeforeAnyGreetingIsPassedOn() throws Exception {
        End end = client.run(
                talk -> {
                    talk.send(FakeDaemon.STDERR, "not you");
                    talk.exit(1);
                },
                "watches");
        assertThat(end).isEqualTo(new End(1, "", "not you"));
    }

    @Test
    void aConnectionThatBreaksIsTold() throws Exception {
        String lost = "twitcher: the connection to the daemon was lost: ";
        End ended = client.run(
                talk -> {
                    talk.accept();
                    talk.send(FakeDaemon.STDOUT, "so far");
                },
                "watches");
        assertThat(ended).isEqualTo(new End(3, "so far", lost + "the connection ended\n"));
        End unknown = client.run(
                talk -> {
                    talk.accept();
                    talk.send(0x55, "?");
                },
                "watches");
        assertThat(unknown).isEqualTo(new End(3, "", lost + "frame of unknown type 85\n"));
    }

    @Test
    void outputThatNobodyReadsIsExit141() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (FakeDaemon fake = new FakeDaemon(client.socket(), talk -> {
            talk.accept();
            try {
                gone.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            talk.send(FakeDaemon.STDOUT, "nobody");
            talk.isAtEnd();
        })) {
            List<String> command = new ArrayList<>(client.command());
            command.addAll(List.of("--state_dir=.", "watches"));
            Process deaf =
                    new ProcessBuilder(command).directory(folder.toFile()).start();
            deaf.getInputStream().close();
            gone.countDown();
            assertThat(deaf.waitFor(50, TimeUnit.SECONDS)).isTrue();
            assertThat(deaf.exitValue()).isEqualTo(141);
            fake.join();
        }
    }

    @Test
    void whoEndsItDisconnects() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Boolean> ended = new AtomicReference<>();
        try (FakeDaemon fake = new FakeDaemon(client.socket(), talk -> {
            talk.accept();
            asked.countDown();
            ended.set(talk.isAtEnd());
        })) {
            Process tail = client.start(Map.of(), List.of("--state_dir=.", "tail"));
            asked.await();
            tail.destroy();
            fake.join();
            assertThat(ended).hasValue(true);
            assertThat(client.ended(tail).code()).isEqualTo(143);
        }
    }
}
