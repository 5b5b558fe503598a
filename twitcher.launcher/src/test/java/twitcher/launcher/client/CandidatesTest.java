package twitcher.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.launcher.ExitCode;
import twitcher.launcher.Invocation;
import twitcher.launcher.Terminal;

@Timeout(30)
class CandidatesTest {
    private static final Path SYSTEM = Path.of("/var/lib/twitcher");

    @TempDir
    Path folder;

    @Test
    void theFlagSaysIt() {
        assertThat(Candidates.of(invocation(Optional.of(folder), "/variable"), Optional.of(Path.of("flag"))))
                .isEqualTo(new Candidates(List.of(folder.resolve("flag"))));
    }

    @Test
    void elseTheEnvironment() {
        assertThat(Candidates.of(invocation(Optional.of(folder), "/variable"), Optional.empty()))
                .isEqualTo(new Candidates(List.of(Path.of("/variable"))));
    }

    @Test
    void elseASourceTreesOwnAndThenTheSystems() {
        assertThat(Candidates.of(invocation(Optional.of(folder), ""), Optional.empty()))
                .isEqualTo(new Candidates(List.of(folder.resolve(".twitcher"), SYSTEM)));
    }

    @Test
    void outsideOfASourceTreeThereIsNothingToGuess() {
        assertThat(Candidates.of(invocation(Optional.empty(), ""), Optional.empty()))
                .isEqualTo(new Candidates(List.of(SYSTEM)));
    }

    @Test
    void theFirstThatAnswersIsUsed() throws Exception {
        Path running = Files.createDirectory(folder.resolve("running"));
        try (FakeDaemon daemon = new FakeDaemon(running.resolve("shell.sock"), FakeDaemon.Talk::greet)) {
            new Candidates(List.of(folder.resolve("none"), running)).connect().close();
            daemon.join();
        }
    }

    @Test
    void aSocketElsewhereIsFoundByItsFile() throws Exception {
        Path state = Files.createDirectory(folder.resolve("state"));
        Path socket = folder.resolve("elsewhere.sock");
        Files.writeString(state.resolve("shell.path"), socket + "\n");
        try (FakeDaemon daemon = new FakeDaemon(socket, FakeDaemon.Talk::greet)) {
            new Candidates(List.of(state)).connect().close();
            daemon.join();
        }
    }

    @Test
    void withoutADaemonTheWordsSayWhereItWasLookedForAndWhatToDo() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path left = Files.createDirectory(folder.resolve("left"));
        leaveSocket(left.resolve("shell.sock"));
        Path none = folder.resolve("none");

        assertThatThrownBy(() -> new Candidates(List.of(none, empty, left)).connect())
                .isInstanceOfSatisfying(
                        NoDaemonException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NO_DAEMON))
                .hasMessageContaining(none + " (which does not exist)")
                .hasMessageContaining(empty + " (no socket " + empty.resolve("shell.sock") + ")")
                .hasMessageContaining(left + " (its socket is left from one that ended)")
                .hasMessageContaining("start one with 'twitcher --daemonize'");
    }

    private static void leaveSocket(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path)).close();
    }

    private Invocation invocation(Optional<Path> sourceTree, String variable) {
        Terminal terminal = new Terminal(false, false, false, 0, 0);
        return new Invocation(folder, folder, sourceTree, terminal, Map.of("TWITCHER_STATE_DIR", variable));
    }
}
