package twitcher.shell.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static twitcher.shell.it.TestTerminal.CTRL_C;
import static twitcher.shell.it.TestTerminal.CTRL_D;
import static twitcher.shell.it.TestTerminal.ENTER;
import static twitcher.shell.it.TestTerminal.TAB;
import static twitcher.shell.it.TestTerminal.UP;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.wiring.FrameworkWiring;
import twitcher.api.admin.WatchStatus.State;
import twitcher.api.admin.Watches;
import twitcher.shell.it.board.Board;

/** Sessions with somebody at a terminal. */
@Timeout(120)
class SessionIT {
    @TempDir
    Path directory;

    private TestFramework daemon;

    @BeforeEach
    void start() throws Exception {
        daemon = TestFramework.withSessions(directory);
        FakeWatches watches = new FakeWatches(
                List.of(
                        Samples.status(Samples.watch("a.json:web", "/app/web"), State.IDLE),
                        Samples.status(Samples.watch("a.json:a-very-long-description", "/app/long"), State.IDLE),
                        Samples.status(Samples.watch("b.json:db", "/app/db"), State.PAUSED)),
                List.of());
        daemon.service(Watches.class, watches, Map.of());
        Board.clear(1);
    }

    @AfterEach
    void stop() throws Exception {
        daemon.close();
    }

    private TestTerminal terminal() throws IOException {
        return new TestTerminal(daemon.socket()).prompts("");
    }

    @Test
    void aSessionGreetsPromptsAndCarriesOutLines() throws Exception {
        try (TestTerminal terminal = terminal()) {
            assertThat(terminal.isRaw()).isTrue();
            terminal.shows("twitcher 2.0.0-test: 'help' lists the commands");

            terminal.type("test:echo hello", ENTER).shows("\nhello\ntwitcher>");
        }
    }

    @Test
    void ctrlDEndsTheSessionAndNotTheDaemon() throws Exception {
        try (TestTerminal terminal = terminal()) {
            terminal.type(CTRL_D);

            assertThat(terminal.exit()).isZero();
        }
        assertThat(daemon.run("test:echo", "x").out()).isEqualTo("x\n");
    }

    @Test
    void exitEndsTheSession() throws Exception {
        try (TestTerminal terminal = terminal()) {
            assertThat(terminal.type("exit", ENTER).exit()).isZero();
        }
    }

    @Test
    void ctrlCInterruptsTheCommandAndThePromptIsBack() throws Exception {
        try (TestTerminal terminal = terminal()) {
            terminal.type("test:block", ENTER);
            assertThat(Board.blocked.await(10, TimeUnit.SECONDS)).isTrue();

            terminal.type(CTRL_C).prompts("");

            assertThat(Board.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
            terminal.type("test:echo still here", ENTER).shows("\nstill\nhere\n");
        }
    }

    @Test
    void ctrlCOvertakesWhatWasTypedAhead() throws Exception {
        try (TestTerminal terminal = terminal()) {
            terminal.type("test:block", ENTER);
            assertThat(Board.blocked.await(10, TimeUnit.SECONDS)).isTrue();

            terminal.type("x".repeat(20_000), CTRL_C);

            assertThat(Board.interrupted.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void ctrlCAtAnyMomentLeavesASessionThatGoesOn() throws Exception {
        try (TestTerminal terminal = terminal()) {
            for (int i = 0; i < 100; i++) {
                terminal.type("test:echo " + i, ENTER, CTRL_C);
            }
            terminal.type(ENTER, "test:echo the end", ENTER)
                    .shows("\nthe\nend\n")
                    .prompts("");
        }
    }

    @Test
    void ctrlCAtThePromptForgetsTheLine() throws Exception {
        try (TestTerminal terminal = terminal()) {
            terminal.type("nonsense").prompts("nonsense").type(CTRL_C).prompts("");
        }
    }

    @Test
    void theTabulatorCompletesCommandsAndIds() throws Exception {
        try (TestTerminal terminal = terminal()) {
            terminal.type("stat", TAB).prompts("status").type(CTRL_C);
            terminal.prompts("").type("watch b", TAB).prompts("watch b.json:db").type(CTRL_C);
            terminal.prompts("").type("watch a.json:", TAB).shows("a.json:a-very-long-description   a.json:web");
        }
    }

    @Test
    void theTabulatorCompletesOptionsAndPaths() throws Exception {
        try (TestTerminal terminal = terminal()) {
            terminal.type("runs --fa", TAB).prompts("runs --failed").type(CTRL_C);
            terminal.prompts("")
                    .type("test:echo x | gr", TAB)
                    .prompts("test:echo x | grep")
                    .type(CTRL_C);
            terminal.prompts("").type("felix:update org.apache.felix.s", TAB);
            terminal.prompts("felix:update org.apache.felix.scr");
        }
    }

    @Test
    void historyIsKeptForTheNextSession() throws Exception {
        try (TestTerminal first = terminal()) {
            first.type("test:echo remembered", ENTER).shows("\nremembered\n");
            first.type(CTRL_D).exit();
        }
        try (TestTerminal second = terminal()) {
            second.type(UP).prompts("test:echo remembered");
        }
        try (Stream<Path> files = Files.list(daemon.stateDirectory())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("shell.history." + System.getProperty("user.name"));
        }
    }

    @Test
    void aTableFollowsTheWindow() throws Exception {
        try (TestTerminal terminal = terminal()) {
            terminal.type("watches", ENTER).shows("a.json:a-very-long-description  /app/long");
            terminal.resize(50, 20)
                    .type(CTRL_C, "clear", ENTER, "watches", ENTER)
                    .shows("PAUSED");

            assertThat(terminal.text()).contains("a.jso..");
        }
    }

    @Test
    void aPipeHasNeitherColoursNorAWidth() throws Exception {
        try (TestTerminal terminal = new TestTerminal(daemon.socket(), 60, 20).prompts("")) {
            terminal.type("watches | grep PAUSED", ENTER).shows("b.json:db").prompts("");

            assertThat(terminal.text()).doesNotContain("a.json:web");
        }
    }

    @Test
    void aLongListingCanBePaged() throws Exception {
        try (TestTerminal terminal = new TestTerminal(daemon.socket(), 60, 10).prompts("")) {
            terminal.type("help felix | less", ENTER).shows("felix bundlelevel");
            assertThat(terminal.text()).doesNotContain("twitcher>", "felix which");

            terminal.type("G").shows("felix which");
            terminal.type("q").prompts("");
        }
    }

    @Test
    void whatGoesWrongIsSaidInWords() throws Exception {
        try (TestTerminal terminal = terminal()) {
            terminal.type("statsu", ENTER).shows("statsu: no such command; did you mean status?");
            terminal.type("watch nope", ENTER).shows("watch: no watch has 'nope' in its id");
            terminal.type("test:wrong", ENTER).shows("test wrong: wrong arguments; usage: test wrong PATH");
            terminal.type("test:echo 'open", ENTER).shows("is not complete: a quote or bracket is open");
            terminal.type("test:bug", ENTER).shows("test bug: NullPointerException");

            assertThat(terminal.text()).doesNotContain("\tat ", "java.lang");
        }
    }

    @Test
    void zkCommandsAreTypedAsAfterTwitcher() throws Exception {
        try (TestTerminal terminal = terminal()) {
            terminal.type("zk nope", ENTER).shows("zk: nope: no such command; the bundle twitcher.zk is not running");
        }
    }

    @Test
    void severalSessionsGoOnAtOnce() throws Exception {
        try (TestTerminal one = terminal();
                TestTerminal two = terminal()) {
            one.type("test:block", ENTER);
            assertThat(Board.blocked.await(10, TimeUnit.SECONDS)).isTrue();

            two.type("test:echo in two", ENTER).shows("\nin\ntwo\n").prompts("");

            one.type(CTRL_C).prompts("");
            assertThat(one.text()).doesNotContain("two");
        }
    }

    @Test
    void aHundredSessionsKilledRudelyLeaveNothing() throws Exception {
        terminal().close();
        await().atMost(Duration.ofSeconds(10)).until(() -> threads().isEmpty());
        long descriptors = descriptors();
        Board.clear(25);

        for (int i = 0; i < 25; i++) {
            terminal().close();
            terminal().type("test:block", ENTER).close();
            terminal().type("watch a", TAB).close();
            terminal().type("help | less", ENTER).close();
        }

        await().atMost(Duration.ofSeconds(30)).until(() -> threads().isEmpty() && descriptors() <= descriptors);
        terminal().close();
    }

    @Test
    void stoppingTheBundleEndsItsSessions() throws Exception {
        try (TestTerminal terminal = terminal()) {
            daemon.bundle("twitcher.shell").stop();

            assertThat(terminal.exit()).isEqualTo(1);
            assertThat(terminal.errors()).contains("shell stop");
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> threads().isEmpty());
    }

    @Test
    void aSessionMayStopTheDaemon() throws Exception {
        try (TestTerminal terminal = terminal()) {
            terminal.type("shutdown", ENTER).exit();
        }
        daemon.framework().waitForStop(10_000);
        await().atMost(Duration.ofSeconds(10)).until(() -> threads().isEmpty());
    }

    @Test
    void withoutATerminalThereIsNoSession() throws Exception {
        try (TestTerminal terminal = new TestTerminal(daemon.socket(), 0, 0)) {
            assertThat(terminal.exit()).isEqualTo(1);
            assertThat(terminal.errors()).contains("a session needs a terminal");
        }
    }

    @Test
    void withoutJLineThereIsNoSessionButThereAreCommands() throws Exception {
        daemon.bundle("org.jline").uninstall();
        daemon.framework().adapt(FrameworkWiring.class).refreshBundles(null);

        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().untilAsserted(() -> {
            try (TestTerminal terminal = new TestTerminal(daemon.socket())) {
                assertThat(terminal.exit()).isEqualTo(1);
                assertThat(terminal.errors()).contains("sessions need the bundle org.jline");
            }
        });
        assertThat(daemon.run("test:echo", "x").out()).isEqualTo("x\n");
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    /** Threads of sessions; an idle one of the pool ends after a while. */
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("twitcher-shell-command")
                        || name.startsWith("twitcher-shell-keys")
                        || name.startsWith("pipe-")
                        || name.startsWith("session")
                        || name.startsWith("job controller"))
                .toList();
    }
}
