package twitcher.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client in Perl, beside a daemon that does what the protocol says; what it leaves to Java is left to a script here. */
@Timeout(60)
class QuickClientTest {
    private static final Path CLIENT = Path.of("src/main/perl/client.pl").toAbsolutePath();
    private static final String LEFT = "left to ";
    private static final int LEFT_CODE = 77;

    @TempDir
    Path folder;

    private Path script;

    /** How a client ended. */
    private record End(int code, String stdout, String stderr) {}

    @BeforeEach
    void makeScript() throws IOException {
        assumeThat(Path.of("/usr/bin/perl")).exists();
        script = Files.writeString(
                folder.resolve("script"), "echo \"" + LEFT + "$TWITCHER_CLIENT:\" \"$@\"; exit " + LEFT_CODE + "\n");
    }

    private Process start(Map<String, String> environment, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("perl", CLIENT.toString(), script.toString(), ""));
        command.addAll(arguments);
        return started(environment, command);
    }

    private Process started(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().keySet().removeAll(List.of("TWITCHER_STATE_DIR", "TWITCHER_CLIENT"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private End ended(Process client) throws IOException, InterruptedException {
        assertThat(client.waitFor(50, TimeUnit.SECONDS)).isTrue();
        return new End(
                client.exitValue(),
                Files.readString(folder.resolve("stdout")),
                Files.readString(folder.resolve("stderr")));
    }

    private End run(String... arguments) throws IOException, InterruptedException {
        return ended(start(Map.of(), List.of(arguments)));
    }

    private End run(FakeDaemon.Script daemon, String... arguments) throws IOException, InterruptedException {
        try (FakeDaemon fake = new FakeDaemon(folder.resolve("shell.sock"), daemon)) {
            List<String> all = new ArrayList<>(List.of("--state_dir=."));
            all.addAll(List.of(arguments));
            End end = ended(start(Map.of("TERM", "xterm"), all));
            fake.join();
            return end;
        } finally {
            Files.delete(folder.resolve("shell.sock"));
        }
    }

    @Test
    void outputAndExitCodeComeBack() throws Exception {
        byte[] large = new byte[1 << 20];
        Arrays.fill(large, (byte) 'x');
        End end = run(
                talk -> {
                    talk.greet();
                    talk.readRequest();
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
        run(
                talk -> {
                    talk.greet();
                    talk.readRequest();
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
                talk.greet();
                talk.readRequest();
                talk.exit(2);
            })) {
                String environment = arguments.size() == 1 ? other.toString() : "nowhere";
                assertThat(ended(start(Map.of("TWITCHER_STATE_DIR", environment), arguments))
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
        Files.writeString(other.resolve("shell.path"), folder.resolve("shell.sock") + "\n");
        try (FakeDaemon fake = new FakeDaemon(folder.resolve("shell.sock"), talk -> {
            talk.greet();
            talk.readRequest();
            talk.exit(0);
        })) {
            assertThat(run("--state_dir=other", "status").code()).isZero();
            fake.join();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lint a.json",
                "plan",
                "twitcher lint a",
                "twitcher:plan a",
                "shell",
                "zk set /a @file",
                "--verbose status",
                "--state_dir=x --daemonize",
                "--state_dir x",
                "--x=1 status",
                "--state_dir= status",
                "--s"
            })
    void whatIsNotSimpleIsLeftToJava(String arguments) throws Exception {
        End end = run(arguments.split(" "));
        assertThat(end.stdout()).isEqualTo(LEFT + "java: " + arguments + "\n");
        assertThat(end.code()).isEqualTo(LEFT_CODE);
        assertThat(end.stderr()).isEmpty();
    }

    @Test
    void noDaemonIsLeftToJavaToTell() throws Exception {
        assertThat(run("--state_dir=none", "status", "a  b").stdout())
                .isEqualTo(LEFT + "java: --state_dir=none status a  b\n");
        End left = run(
                talk -> {
                    talk.expect(FakeDaemon.HELLO);
                    talk.send(FakeDaemon.HELLO, "somebody else");
                },
                "status");
        assertThat(left.stdout()).startsWith(LEFT);
        End closed = run(talk -> talk.expect(FakeDaemon.HELLO), "status");
        assertThat(closed.stdout()).startsWith(LEFT);
    }

    @Test
    void anEmptyStateDirectoryIsNotNone() throws Exception {
        End end = ended(start(Map.of("TWITCHER_STATE_DIR", "/nowhere"), List.of("--state_dir", "", "status")));
        assertThat(end.stdout()).isEqualTo(LEFT + "java: --state_dir  status\n");
    }

    @Test
    void aSocketWithoutANameIsNone() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.createFile(other.resolve("shell.path"));
        assertThat(run("--state_dir=other", "status").stdout()).startsWith(LEFT);
    }

    @Test
    void anExitWithoutACodeIsNone() throws Exception {
        End end = run(
                talk -> {
                    talk.greet();
                    talk.readRequest();
                    talk.send(FakeDaemon.EXIT, new byte[0]);
                },
                "status");
        assertThat(end.code()).isEqualTo(3);
        assertThat(end.stderr()).contains("without a code");
    }

    @Test
    void aCommandThatIsTooLongIsLeftToJava() throws Exception {
        String[] words = new String[11];
        Arrays.fill(words, "x".repeat(100_000));
        assertThat(run(words).stdout()).startsWith(LEFT);
    }

    @Test
    void aDaemonOfAnotherVersionSaysSoItself() throws Exception {
        End end = run(
                talk -> {
                    byte[] hello = talk.expect(FakeDaemon.HELLO);
                    hello[9] = 7;
                    hello[11] = 8;
                    talk.send(FakeDaemon.HELLO, hello);
                    talk.send(FakeDaemon.STDERR, "too old");
                    talk.exit(1);
                },
                "watches");
        assertThat(end).isEqualTo(new End(1, "", "too old"));
    }

    @Test
    void aRefusalBeforeAnyGreetingIsPassedOn() throws Exception {
        End end = run(
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
        End ended = run(
                talk -> {
                    talk.greet();
                    talk.readRequest();
                    talk.send(FakeDaemon.STDOUT, "so far");
                },
                "watches");
        assertThat(ended).isEqualTo(new End(3, "so far", lost + "the connection ended\n"));
        End unknown = run(
                talk -> {
                    talk.greet();
                    talk.readRequest();
                    talk.send(0x55, "?");
                },
                "watches");
        assertThat(unknown).isEqualTo(new End(3, "", lost + "frame of unknown type 85\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dist/bin/twitcher", "link", "other/../dist/bin/twitcher"})
    void theScriptBecomesIt(String path) throws Exception {
        Files.createDirectories(folder.resolve("dist/bin"));
        Files.createDirectories(folder.resolve("dist/lib"));
        Files.createDirectory(folder.resolve("other"));
        Files.copy(Path.of("..", "twitcher"), folder.resolve("dist/bin/twitcher"));
        Files.copy(CLIENT, folder.resolve("dist/lib/client.pl"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("dist/bin/twitcher"));
        Map<String, String> misleading = Map.of(
                "PERL_UNICODE", "SDA", "PERL5OPT", "-Mnosuch", "LANG", "xx_XX.nowhere", "TWITCHER_STATE_DIR", ".");
        try (FakeDaemon fake = new FakeDaemon(folder.resolve("shell.sock"), talk -> {
            talk.greet();
            talk.readRequest();
            talk.send(FakeDaemon.STDOUT, talk.request.get("argv").toString());
            talk.exit(4);
        })) {
            End end = ended(started(misleading, List.of(folder.resolve(path).toString(), "status", "é")));
            assertThat(end).isEqualTo(new End(4, "[status, é]", ""));
            fake.join();
        }
        End java = ended(started(
                Map.of("TWITCHER_CLIENT", "java"), List.of(folder.resolve(path).toString(), "status")));
        assertThat(java.stderr()).contains("no jars in");
    }

    @Test
    void outputThatNobodyReadsIsExit141() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (FakeDaemon fake = new FakeDaemon(folder.resolve("shell.sock"), talk -> {
            talk.greet();
            talk.readRequest();
            try {
                gone.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            talk.send(FakeDaemon.STDOUT, "nobody");
            talk.isAtEnd();
        })) {
            Process client = new ProcessBuilder(
                            "perl", CLIENT.toString(), script.toString(), "", "--state_dir=.", "watches")
                    .directory(folder.toFile())
                    .start();
            client.getInputStream().close();
            gone.countDown();
            assertThat(client.waitFor(50, TimeUnit.SECONDS)).isTrue();
            assertThat(client.exitValue()).isEqualTo(141);
            fake.join();
        }
    }

    @Test
    void whoEndsItDisconnects() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        AtomicReference<Boolean> ended = new AtomicReference<>();
        try (FakeDaemon fake = new FakeDaemon(folder.resolve("shell.sock"), talk -> {
            talk.greet();
            talk.readRequest();
            asked.countDown();
            ended.set(talk.isAtEnd());
        })) {
            Process client = start(Map.of(), List.of("--state_dir=.", "tail"));
            asked.await();
            client.destroy();
            fake.join();
            assertThat(ended).hasValue(true);
            assertThat(ended(client).code()).isEqualTo(143);
        }
    }
}
