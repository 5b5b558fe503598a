package twitcher.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twitcher.launcher.client.PerlClient.End;

/** What the client in Perl takes, and what it leaves to the one in Java; and that the script becomes it. */
@Timeout(60)
class QuickClientChoiceTest {
    /** Listens where an empty path leads (unix(7): an abstract socket), and answers as a daemon might. */
    private static final String NAMELESS =
            "socket S, 1, 1, 0; bind S, pack 'SZ*', 1, '' or die $!; listen S, 1; $| = 1;"
                    + " print qq(listens\\n); accept C, S; syswrite C, pack 'CNa*CNC', 0x12, 6, 'stolen', 0x13, 1, 0; sleep 50";

    @TempDir
    Path folder;

    private PerlClient client;

    @BeforeEach
    void makeClient() throws IOException {
        client = new PerlClient(folder);
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
        End end = client.run(arguments.split(" "));
        assertThat(end.stdout()).isEqualTo(PerlClient.LEFT + "java: " + arguments + "\n");
        assertThat(end.code()).isEqualTo(PerlClient.LEFT_CODE);
        assertThat(end.stderr()).isEmpty();
    }

    @Test
    void noDaemonIsLeftToJavaToTell() throws Exception {
        assertThat(client.run("--state_dir=none", "status", "a  b").stdout())
                .isEqualTo(PerlClient.LEFT + "java: --state_dir=none status a  b\n");
        End left = client.run(
                talk -> {
                    talk.expect(FakeDaemon.HELLO);
                    talk.send(FakeDaemon.HELLO, "somebody else");
                },
                "status");
        assertThat(left.stdout()).startsWith(PerlClient.LEFT);
        End closed = client.run(talk -> talk.expect(FakeDaemon.HELLO), "status");
        assertThat(closed.stdout()).startsWith(PerlClient.LEFT);
    }

    @Test
    void anEmptyStateDirectoryIsNotNone() throws Exception {
        Path guessed = Files.createDirectory(folder.resolve(".twitcher"));
        List<String> command = new ArrayList<>(client.command());
        command.set(command.size() - 1, folder.toString());
        command.addAll(List.of("--state_dir", "", "status"));
        FakeDaemon wrong = new FakeDaemon(guessed.resolve("shell.sock"), talk -> {
            talk.accept();
            talk.exit(0);
        });
        try {
            End end = client.ended(client.started(Map.of("TWITCHER_STATE_DIR", "/nowhere"), command));
            assertThat(end.stdout()).isEqualTo(PerlClient.LEFT + "java: --state_dir  status\n");
        } finally {
            wrong.close();
        }
    }

    @Test
    void aSocketWithoutANameIsNone() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.createFile(other.resolve("shell.path"));
        Process anybody = new ProcessBuilder("perl", "-e", NAMELESS)
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(anybody.inputReader().readLine()).isEqualTo("listens");
            assertThat(client.run("--state_dir=other", "status").stdout()).startsWith(PerlClient.LEFT);
        } finally {
            anybody.destroyForcibly();
        }
    }

    @Test
    void aCommandThatIsTooLongIsLeftToJava() throws Exception {
        String[] words = new String[11];
        Arrays.fill(words, "x".repeat(100_000));
        assertThat(client.run(words).stdout()).startsWith(PerlClient.LEFT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dist/bin/twitcher", "link", "other/../dist/bin/twitcher"})
    void theScriptBecomesIt(String path) throws Exception {
        Files.createDirectories(folder.resolve("dist/bin"));
        Files.createDirectories(folder.resolve("dist/lib"));
        Files.createDirectory(folder.resolve("other"));
        Files.copy(Path.of("..", "twitcher"), folder.resolve("dist/bin/twitcher"));
        Files.copy(PerlClient.CLIENT, folder.resolve("dist/lib/client.pl"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("dist/bin/twitcher"));
        Map<String, String> misleading = Map.of(
                "PERL_UNICODE", "SDA", "PERL5OPT", "-Mnosuch", "LANG", "xx_XX.nowhere", "TWITCHER_STATE_DIR", ".");
        try (FakeDaemon fake = new FakeDaemon(client.socket(), talk -> {
            talk.accept();
            talk.send(FakeDaemon.STDOUT, talk.request.get("argv").toString());
            talk.exit(4);
        })) {
            End end = client.ended(
                    client.started(misleading, List.of(folder.resolve(path).toString(), "status", "é")));
            assertThat(end).isEqualTo(new End(4, "[status, é]", ""));
            fake.join();
        }
        End java = client.ended(client.started(
                Map.of("TWITCHER_CLIENT", "java"), List.of(folder.resolve(path).toString(), "status")));
        assertThat(java.stderr()).contains("no jars in");
    }
}
