package twitcher.shell.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceRegistration;
import twitcher.api.Node;
import twitcher.api.Outcome;
import twitcher.api.Payload;
import twitcher.api.Run;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.Help;
import twitcher.api.admin.WatchStatus.State;
import twitcher.api.admin.Watches;
import twitcher.api.config.ConfigLanguage;
import twitcher.api.config.Declarations;
import twitcher.api.node.Connection;
import twitcher.api.node.NodeListener;
import twitcher.api.node.NodeSource;
import twitcher.api.node.Subscription;

/** The commands of scope {@code twitcher}, with an engine, a folder and a ZooKeeper made for the test. */
@Timeout(60)
class CommandsIT {
    @TempDir
    static Path directory;

    private static final List<Run> RUNS = List.of(
            Samples.going("run-003", "a.json:web"),
            Samples.ended("run-002", "a.json:web", new Outcome.Exited(3), Duration.ofMinutes(5)),
            Samples.ended("run-001", "b.json:db", new Outcome.Succeeded(), Duration.ofHours(3)));
    private static final FakeWatches WATCHES = new FakeWatches(
            List.of(
                    Samples.status(Samples.watch("a.json:web", "/app/web"), State.RUNNING, RUNS.get(0), RUNS.get(1)),
                    Samples.status(Samples.watch("a.json:web-refuse", "/app/web2"), State.PENDING),
                    Samples.status(Samples.watch("b.json:db", "/app/db"), State.IDLE, RUNS.get(2)),
                    Samples.status(Samples.watch("b.json:hook", "/app/hook", "webhook"), State.WAITING)),
            RUNS);
    private static final FakeFiles FILES = new FakeFiles();
    private static TestFramework daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = new TestFramework(directory);
        daemon.service(Watches.class, WATCHES, Map.of());
        daemon.service(ConfigFiles.class, FILES, Map.of());
        daemon.service(NodeSource.class, new FakeNodes(), Map.of());
        daemon.service(ActionType.class, new FakeType(), Map.of("twitcher.action.type.name", "exec"));
        daemon.service(
                ActionType.class, new FakeType(), Map.of("twitcher.action.type.name", "exec", "service.ranking", -5));
        ConfigLanguage json = source -> Declarations.of(List.of());
        daemon.service(
                ConfigLanguage.class,
                json,
                Map.of("twitcher.config.language.name", "json", "twitcher.config.language.extension", "json"));
    }

    @AfterAll
    static void stop() throws Exception {
        daemon.close();
    }

    @BeforeEach
    void forget() {
        WATCHES.orders.clear();
        WATCHES.payloads.clear();
    }

    @Test
    void watchesShowsEachWatchInALine() throws Exception {
        Answer answer = daemon.run("watches");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out().lines())
                .hasSize(5)
                .anyMatch(line -> line.matches("a.json:web +/app/web +QUEUE +RUNNING +exit 3, .* ago +- +.*s"))
                .anyMatch(line -> line.matches("b.json:hook +/app/hook \\(children\\) +QUEUE +WAITING: no action .*"));
    }

    @Test
    void watchesTakesAPartOfAnIdOrPath() throws Exception {
        assertThat(daemon.run("watches", "/app/db").out().lines()).hasSize(2);
    }

    @Test
    void aPartThatNothingHasIsNoEmptyListing() throws Exception {
        assertThat(daemon.run("watches", "wbe"))
                .isEqualTo(
                        refused("watches: no watch has 'wbe' in its id or its node's path; did you mean a.json:web?"));
        assertThat(daemon.run("watches", "-o", "json", "/app/ohok"))
                .isEqualTo(refused(
                        "watches: no watch has '/app/ohok' in its id or its node's path; did you mean /app/hook?"));
        assertThat(daemon.run("configs", "god.json"))
                .isEqualTo(refused("configs: no file of the watched folder has 'god.json' in its name; did you mean"
                        + " good.json?"));
        assertThat(daemon.run("tail", "zzzz")).isEqualTo(refused("tail: no watch has 'zzzz' in its id"));
    }

    @Test
    void aPartThatNothingHasMayBeOfAFileThatIsNotLoaded() throws Exception {
        assertThat(daemon.run("watches", "bad.json").err())
                .endsWith("\nbad.json is ERROR, so its watches are not there as it says: bad.json:3:5:"
                        + " acton: unknown key; did you mean action?\n");
    }

    private static Answer refused(String words) {
        return new Answer(1, "", "twitcher: " + words + "\n");
    }

    @Test
    void aTableFitsTheTerminal() throws Exception {
        Answer answer = SocketClient.run(daemon.socket(), 60, Map.of(), "watches", "--no-color");

        assertThat(answer.out().lines()).allMatch(line -> line.length() <= 60).anyMatch(line -> line.contains(".."));
    }

    @Test
    void aTerminalGetsColoursUnlessItWantsNone() throws Exception {
        assertThat(SocketClient.run(daemon.socket(), 80, Map.of(), "watches").out())
                .contains("\u001b[");
        assertThat(daemon.run("watches").out()).doesNotContain("\u001b");
        assertThat(SocketClient.run(daemon.socket(), 80, Map.of(), "watches", "--no-color")
                        .out())
                .doesNotContain("\u001b");
    }

    @Test
    void watchesAsJsonHasTheDocumentedFields() throws Exception {
        Answer answer = daemon.run("watches", "-o", "json");

        assertThat(answer.out())
                .contains("\"id\": \"a.json:web\"", "\"znode\": \"/app/web\"", "\"watch_type\": \"WATCH_DATA\"")
                .contains("\"run_mode\": \"QUEUE\"", "\"state\": \"RUNNING\"", "\"why\": null", "\"waiting\": false")
                .contains("\"outcome\": \"exited\"", "\"words\": \"exit 3\"", "\"seconds\": 0.31");
    }

    @Test
    void watchShowsEverything() throws Exception {
        Answer answer = daemon.run("watch", "db");

        assertThat(answer.out())
                .startsWith("b.json:db\n")
                .contains("/app/db", "IDLE", "version 3", "0x2a", "ok, ", "command=true", "QUEUE");
        assertThat(daemon.run("watch", "db", "-o", "json").out()).contains("\"kill_after\": 5.0", "\"umask\": \"022\"");
    }

    @Test
    void anExactIdWinsOverAPart() throws Exception {
        assertThat(daemon.run("watch", "a.json:web").out()).startsWith("a.json:web\n");
        assertThat(daemon.run("watch", "web").out()).startsWith("a.json:web\n");
    }

    @Test
    void anAmbiguousPartListsTheCandidates() throws Exception {
        assertThat(daemon.run("watch", "a.json"))
                .isEqualTo(new Answer(
                        1,
                        "",
                        "twitcher: watch: 'a.json' is in 2 ids, but one watch is needed; give more of one:\n  a.json:web\n"
                                + "  a.json:web-refuse\n"));
    }

    @Test
    void anUnknownIdIsExit1() throws Exception {
        assertThat(daemon.run("watch", "a.json:wbe"))
                .isEqualTo(new Answer(
                        1, "", "twitcher: watch: no watch has 'a.json:wbe' in its id; did you mean a.json:web?\n"));
    }

    @Test
    void runsAreFiltered() throws Exception {
        assertThat(daemon.run("runs").out()).contains("run-001", "run-002", "run-003");
        assertThat(daemon.run("runs", "db").out()).contains("run-001").doesNotContain("run-002");
        assertThat(daemon.run("runs", "--failed").out()).contains("run-002").doesNotContain("run-001", "run-003");
        assertThat(daemon.run("runs", "--since", "1h").out())
                .contains("run-002")
                .doesNotContain("run-001");
        assertThat(daemon.run("runs", "-n", "1").out()).contains("run-003").doesNotContain("run-002");
    }

    @Test
    void logShowsARunAndItsOutput() throws Exception {
        assertThat(daemon.run("log", "002").out())
                .contains("exit 3", "--- stdout, 12 bytes\nsome output\n", "--- stderr")
                .contains("\u001b[31mred");
        assertThat(daemon.run("log", "003").out()).contains("is kept when it has ended");
    }

    @Test
    void outputOfARunCannotPlayWithATerminal() throws Exception {
        String shown = SocketClient.run(daemon.socket(), 80, Map.of(), "log", "002", "--no-color")
                .out();

        assertThat(shown).contains("?[31mred?").doesNotContain("\u001b", "\u0007");
    }

    @Test
    void runOrdersARun() throws Exception {
        assertThat(daemon.run("run", "db")).isEqualTo(new Answer(0, "b.json:db: done\n", ""));
        assertThat(WATCHES.orders).containsExactly("run b.json:db");
        assertThat(WATCHES.payloads).isEmpty();
    }

    @Test
    void runTakesAPayload() throws Exception {
        daemon.run("run", "db", "--data", "text");
        daemon.run("run", "db", "--data", "");
        SocketClient.run(daemon.socket(), 0, Map.of(2, new byte[] {0, -1, 10}), "run", "--data", "@f", "db");

        assertThat(WATCHES.payloads)
                .containsExactly(Payload.ofText("text"), Payload.EMPTY, Payload.copyOf(new byte[] {0, -1, 10}));
    }

    @Test
    void aFileStandsForAllItsWatches() throws Exception {
        daemon.run("run", "b.json");
        daemon.run("pause", "b.json");

        assertThat(WATCHES.orders)
                .containsExactly("run b.json:db", "run b.json:hook", "pause b.json:db", "pause b.json:hook");
    }

    @Test
    void allStandsForEveryWatchWhereItIsHarmless() throws Exception {
        assertThat(daemon.run("pause", "all").exit()).isZero();
        assertThat(WATCHES.orders).hasSize(4);
        assertThat(daemon.run("run", "all").exit()).isEqualTo(1);
    }

    @Test
    void aRefusedOrderIsExit1() throws Exception {
        Answer answer = daemon.run("resume", "all");

        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.out().lines()).hasSize(3);
        assertThat(answer.err()).isEqualTo("twitcher: resume: a.json:web-refuse: is neither paused nor stopped\n");
    }

    @Test
    void stopIsForRunsThatAreGoing() throws Exception {
        assertThat(daemon.run("stop", "run-003").exit()).isZero();
        assertThat(daemon.run("stop", "run-002").exit()).isEqualTo(1);
        assertThat(WATCHES.orders).containsExactly("stop run-003");
    }

    @Test
    void configsShowsFilesAndProblems() throws Exception {
        assertThat(daemon.run("configs").out())
                .contains("its watches are held: suddenly empty")
                .contains("bad.json:3:5: acton: unknown key; did you mean action?");
        assertThat(daemon.run("configs", "-o", "json").out()).contains("\"state\": \"ERROR\"", "\"problems\": [");
    }

    @Test
    void rescanAcceptsALostFolderOnlyWhenTold() throws Exception {
        assertThat(daemon.run("rescan").out()).isEqualTo("nothing new\n");
        assertThat(FILES.accepted).isEqualTo(ConfigFiles.Accept.KEEP_GUARD);

        daemon.run("rescan", "--accept");
        assertThat(FILES.accepted).isEqualTo(ConfigFiles.Accept.ACCEPT_FOLDER);
    }

    @Test
    void actionsShowsWhatIsMissingAndWhatIsShadowed() throws Exception {
        assertThat(daemon.run("actions").out().lines())
                .anyMatch(line -> line.matches("exec +active +org.apache.felix.framework 7.0.5 +3"))
                .anyMatch(line -> line.matches("exec +shadowed by another .*"))
                .anyMatch(line -> line.matches("webhook +missing +- +1 wait: b.json:hook"));
        assertThat(daemon.run("actions", "-o", "json").out()).contains("\"state\": \"MISSING\"");
    }

    @Test
    void languagesShowsWhichFilesWait() throws Exception {
        assertThat(daemon.run("languages").out().lines())
                .anyMatch(line -> line.matches("json +active .* 2"))
                .anyMatch(line -> line.matches("yaml +missing +- +1 wait: later.yaml"))
                .noneMatch(line -> line.contains("jar"));
    }

    @Test
    void statusTellsHowItIs() throws Exception {
        assertThat(daemon.run("status").out())
                .startsWith(
                        "twitcher 2.0.0-test, pid " + ProcessHandle.current().pid())
                .containsPattern("SUSPENDED to zk1:2181,zk2:2181 for .*s: connection refused")
                .contains("7 watched, 2 not read yet, 1 missed changes found by the audit (see the log)")
                .contains("4: 1 IDLE, 1 PENDING, 1 RUNNING, 1 WAITING")
                .contains("4: 2 ACTIVE, 1 ERROR, 1 WAITING")
                .contains("HELD: suddenly empty")
                .contains(", all active");
        assertThat(daemon.run("status", "-o", "json").out())
                .contains("\"unread\": 2", "\"connections\": 4", "\"repaired\": 1", "\"held\": \"suddenly empty\"");
    }

    @Test
    void helpHasTheWordsOfBundlesThatDoWithoutGogo() throws Exception {
        ServiceRegistration<?> probe = daemon.context()
                .registerService(
                        Probe.class,
                        new Probe(),
                        new Hashtable<>(Map.of("osgi.command.scope", "zk", "osgi.command.function", "poke")));

        assertThat(daemon.run("help", "zk").out()).isEqualTo("zk poke  pokes a node\n");
        assertThat(daemon.run("help", "zk", "poke").out()).isEqualTo("""
                zk poke [-f] PATH
                  pokes a node
                    [-f]  harder
                    PATH  of the node
                """);
        assertThat(daemon.run("zk", "poke", "a", "b", "c"))
                .isEqualTo(new Answer(
                        2, "", "twitcher: zk poke: wrong arguments; usage: zk poke [-f] PATH (see 'help zk poke')\n"));
        probe.unregister();
    }

    /** Commands of a bundle that imports nothing of Gogo. */
    public static final class Probe {
        public String poke(String path) {
            return "poked " + path;
        }

        @Help("pokes a node")
        public String poke(@Help("[-f]: harder") String flag, @Help("PATH: of the node") String path) {
            return "poked " + path + flag;
        }
    }

    /** A source that lost its connection. */
    private static final class FakeNodes implements NodeSource {
        @Override
        public Subscription subscribe(Node node, NodeListener listener) {
            throw new UnsupportedOperationException("commands do not subscribe");
        }

        @Override
        public Connection connection() {
            Optional<String> detail = Optional.of("connection refused");
            Connection.Counters counters = new Connection.Counters(4, 2, 900, 70, 1);
            return new Connection(
                    Connection.State.SUSPENDED, Instant.now(), "zk1:2181,zk2:2181", detail, 7, 2, counters);
        }
    }

    /** An action type that nobody runs. */
    private static final class FakeType implements ActionType<FakeType.None> {
        private record None() {}

        @Override
        public Class<None> settings() {
            return None.class;
        }

        @Override
        public Action create(None settings) {
            throw new UnsupportedOperationException("commands run nothing");
        }
    }
}
