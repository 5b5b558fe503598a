package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Tmux;

/** The shipped client in a real terminal, with the shipped daemon. */
class TerminalTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    private static int terminals;

    @BeforeAll
    static void watched() throws Exception {
        assumeTrue(Tmux.isThere(), "needs tmux");
        CLUSTER.nodes().create("/terminal/web", "one");
        CLUSTER.watch("web", "\"znode\": \"/terminal/web\", \"action\": \"true\"");
        CLUSTER.awaitIdle("web");
    }

    private static Tmux terminal(String... command) throws Exception {
        List<String> argv = Stream.concat(CLUSTER.daemon().client().stream(), Stream.of(command))
                .toList();
        return new Tmux(CLUSTER.file("tmux" + ++terminals), 100, 30, argv);
    }

    @Test
    void aSessionCompletesPagesFollowsTheWindowAndIsInterrupted() throws Exception {
        try (Tmux terminal = terminal("shell").endsWith("twitcher>")) {
            terminal.type("expl").press("Tab").endsWith("twitcher> explain");
            terminal.type("web").press("Tab").endsWith("twitcher> explain web.json:it");
            terminal.press("Enter").shows("the last change ran: ok").endsWith("twitcher>");
            terminal.type("help felix | less").press("Enter").shows("felix bundlelevel");
            terminal.type("q").endsWith("twitcher>");
            terminal.type("top -d 1s").press("Enter").shows("going of at most 256");
            terminal.resize(60, 20).shows("web.json:it");
            terminal.press("C-c").endsWith("twitcher>");
            terminal.press("C-d").awaitEnd();
        }
        assertThat(CLUSTER.daemon().run("status").exit()).isZero();
    }

    @Test
    void oneCommandRefreshesUntilCtrlCAndTailEndsWithTheTerminal() throws Exception {
        Left before = Left.now();
        try (Tmux top = terminal("top", "-d", "1s");
                Tmux tail = terminal("tail")) {
            top.shows("going of at most 256");
            tail.shows("zookeeper CONNECTED");
            CLUSTER.nodes().set("/terminal/web", "two");
            tail.shows("web.json:it changed: decided=waits").shows("web.json:it ended:");
            top.press("C-c").awaitEnd();
        }
        before.awaitAgain();
    }

    @Test
    void twoSessionsAtOnceWhoseTerminalsAreKilledLeaveNothing() throws Exception {
        Left before = Left.now();
        try (Tmux one = terminal("shell").endsWith("twitcher>");
                Tmux two = terminal("shell").endsWith("twitcher>")) {
            one.type("tail").press("Enter").shows("zookeeper CONNECTED");
            two.type("watches").press("Enter").shows("web.json:it");
            one.press("C-c").endsWith("twitcher>");
            one.type("top").press("Enter").shows("going of at most 256");
        }
        before.awaitAgain();
    }

    /** What sessions might leave in the daemon: threads of the shell, and descriptors. */
    private record Left(Path process, long threads, long descriptors) {
        static Left now() throws Exception {
            String json = CLUSTER.daemon().run("status", "-o", "json").out();
            Path process = Path.of("/proc", json.replaceAll("(?s).*\"pid\": (\\d+).*", "$1"));
            return new Left(process, threads(process), descriptors(process));
        }

        void awaitAgain() {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> threads(process) <= threads && descriptors(process) <= descriptors);
        }

        private static long threads(Path process) throws IOException {
            try (Stream<Path> each = Files.list(process.resolve("task"))) {
                return each.filter(task -> name(task).startsWith("twitcher-shell-"))
                        .count();
            }
        }

        private static long descriptors(Path process) throws IOException {
            try (Stream<Path> each = Files.list(process.resolve("fd"))) {
                return each.count();
            }
        }

        private static String name(Path task) {
            try {
                return Files.readString(task.resolve("comm"));
            } catch (IOException e) {
                return ""; // it has ended
            }
        }
    }
}
