package twitcher.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the client in Perl in a folder; what it leaves to Java is left to a script here, which says so. */
final class PerlClient {
    static final Path CLIENT = Path.of("src/main/perl/client.pl").toAbsolutePath();
    /** What the script begins with, and how it ends. */
    static final String LEFT = "left to ";

    static final int LEFT_CODE = 77;
    private static final int LONGEST_SECONDS = 50;

    private final Path folder;
    private final Path script;

    /** How a client ended. */
    record End(int code, String stdout, String stderr) {}

    /** Where there is no Perl, the test that asks for one is skipped. */
    PerlClient(Path folder) throws IOException {
        assumeThat(Path.of("/usr/bin/perl")).exists();
        this.folder = folder;
        script = Files.writeString(
                folder.resolve("script"), "echo \"" + LEFT + "$TWITCHER_CLIENT:\" \"$@\"; exit " + LEFT_CODE + "\n");
    }

    /** What begins its command line. */
    List<String> command() {
        return List.of("perl", CLIENT.toString(), script.toString(), "");
    }

    /** The socket of a daemon whose state directory is the folder. */
    Path socket() {
        return folder.resolve("shell.sock");
    }

    Process start(Map<String, String> environment, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(command());
        command.addAll(arguments);
        return started(environment, command);
    }

    /** Any command, as a client is started. */
    Process started(Map<String, String> environment, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().keySet().removeAll(List.of("TWITCHER_STATE_DIR", "TWITCHER_CLIENT"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    End ended(Process client) throws IOException, InterruptedException {
        assertThat(client.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
        return new End(
                client.exitValue(),
                Files.readString(folder.resolve("stdout")),
                Files.readString(folder.resolve("stderr")));
    }

    End run(String... arguments) throws IOException, InterruptedException {
        return ended(start(Map.of(), List.of(arguments)));
    }

    /** Beside a daemon of its folder. */
    End run(FakeDaemon.Script daemon, String... arguments) throws IOException, InterruptedException {
        try (FakeDaemon fake = new FakeDaemon(socket(), daemon)) {
            List<String> all = new ArrayList<>(List.of("--state_dir=."));
            all.addAll(List.of(arguments));
            End end = ended(start(Map.of("TERM", "xterm"), all));
            fake.join();
            return end;
        } finally {
            Files.delete(socket());
        }
    }
}
