package twitcher.shell.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import twitcher.api.Outcome;
import twitcher.api.Run;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.WatchStatus.State;
import twitcher.api.admin.Watches;

/**
 * Every command of scope {@code twitcher} with wrong, missing and hostile arguments: words and an exit code, never a stack
 * trace, never a changed state. A command that has no row here fails the test. (Those of scope {@code zk} have their
 * table in that bundle.)
 */
@Timeout(120)
class HostileArgumentsIT {
    @TempDir
    static Path directory;

    /** Wrong arguments by command, those of one call in a text; a command alone is an empty text. */
    private static final Map<String, List<String>> WRONG = new TreeMap<>(Map.ofEntries(
            Map.entry("actions", List.of("x", "-o", "-o xml", "--no-colour")),
            Map.entry("configs", List.of("a b", "-o", "-o xml", "--jso")),
            Map.entry("explain", List.of("", "a b", "-x", "-o", "-o xml", "--jso web")),
            Map.entry("hc", List.of("x", "-o", "-o xml", "--jso")),
            Map.entry("help", List.of("nosuch", "twitcher nosuch", "watch me", "-x", "zk:nosuch")),
            Map.entry("languages", List.of("x", "-o xml", "-x")),
            Map.entry("lint", List.of("", "a.json", "--as", "--foo", "-o xml", "../../etc/passwd")),
            Map.entry("log", List.of("", "a b", "-o", "-o xml", "-x run-003")),
            Map.entry("loglevel", List.of("loud", "a b", "-x", "debug info", "--debug", "off")),
            Map.entry("pause", List.of("", "a b", "--all", "-x web")),
            Map.entry("plan", List.of("", "a.json", "--as x", "--ass x", "-o xml")),
            Map.entry("rescan", List.of("x", "--acept", "--accept x", "-x")),
            Map.entry("resume", List.of("", "a b", "--all")),
            Map.entry("run", List.of("", "a b", "--data", "--dat x", "--data x", "--data x a b")),
            Map.entry(
                    "runs",
                    List.of(
                            "-n",
                            "-n x",
                            "-n 0",
                            "-n -1",
                            "-n 99999999999",
                            "--since",
                            "--since never",
                            "--since 1y",
                            "--fail",
                            "a b")),
            Map.entry("shutdown", List.of("now", "-f", "--help", "a b")),
            Map.entry(
                    "simulate",
                    List.of("", "a b", "--event", "--event deltd web", "--data", "--evnt x web", "-o yaml web")),
            Map.entry("status", List.of("x", "-o", "-o xml", "--jso")),
            Map.entry("stop", List.of("", "a b", "-x run-003", "--all")),
            Map.entry("tail", List.of("a b", "-n", "-n 0", "-n x", "-o xml", "--jso")),
            Map.entry("top", List.of("x", "-d", "-d never", "-d 0s", "-n 0", "-n x", "-o xml")),
            Map.entry("watch", List.of("", "a b", "-x", "-o xml web")),
            Map.entry("watches", List.of("a b", "-o", "-o xml", "--jso")),
            Map.entry("zk", List.of("", "nosuch", "-x", "get"))));

    private static final List<String> HOSTILE = List.of(
            "../../etc/passwd",
            "$(id)",
            "`id`",
            "'; DROP",
            "\u001b[2J",
            "\u202e",
            "%n%s",
            "\u0000",
            "{}",
            "*",
            "-",
            "--",
            "@@x",
            "\n",
            "a\nb",
            "x".repeat(500_000));

    private static final Logger OURS = Logger.getLogger("twitcher");
    private static final List<Run> RUNS = List.of(
            Samples.going("run-003", "a.json:web"),
            Samples.ended("run-002", "a.json:web", new Outcome.Exited(3), Duration.ofMinutes(5)));
    private static final FakeWatches WATCHES = new FakeWatches(
            List.of(
                    Samples.status(Samples.watch("a.json:web", "/app/web"), State.RUNNING, RUNS.get(0), RUNS.get(1)),
                    Samples.status(Samples.watch("b.json:db", "/app/db"), State.IDLE)),
            RUNS);
    private static final FakeFiles FILES = new FakeFiles();
    private static TestFramework daemon;
    private Level level;
    private Map<String, Integer> bundles;

    @BeforeAll
    static void start() throws Exception {
        daemon = new TestFramework(directory);
        daemon.service(Watches.class, WATCHES, Map.of());
        daemon.service(ConfigFiles.class, FILES, Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        daemon.close();
    }

    @BeforeEach
    void look() {
        WATCHES.orders.clear();
        level = OURS.getLevel();
        bundles = bundles();
    }

    @AfterEach
    void nothingHasChanged() {
        assertThat(WATCHES.orders).isEmpty();
        assertThat(WATCHES.payloads).isEmpty();
        assertThat(FILES.accepted).isNull();
        assertThat(OURS.getLevel()).isEqualTo(level);
        assertThat(bundles()).isEqualTo(bundles);
    }

    static Stream<String> commands() {
        return WRONG.keySet().stream();
    }

    @Test
    void everyCommandHasItsRow() throws Exception {
        Set<String> registered = new TreeSet<>();
        for (ServiceReference<?> reference :
                daemon.context().getAllServiceReferences(null, "(osgi.command.scope=twitcher)")) {
            registered.addAll(functions(reference.getProperty("osgi.command.function")));
        }
        assertThat(WRONG.keySet()).containsExactlyElementsOf(registered);
    }

    private static List<String> functions(Object property) {
        return property instanceof String[] many ? List.of(many) : List.of(String.valueOf(property));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void wrongArgumentsAreExit2InOneLine(String command) throws Exception {
        for (String words : WRONG.get(command)) {
            Answer answer = daemon.run((command + " " + words).strip().split(" "));

            assertThat(answer.exit()).as(command + " " + words + ": " + answer).isEqualTo(2);
            assertThat(answer.out()).isEmpty();
            assertThat(answer.err().lines()).hasSize(1).allMatch(line -> line.startsWith("twitcher: "));
            assertThat(answer.err()).doesNotContain("Exception", "Cannot coerce");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void hostileArgumentsAreHarmless(String command) throws Exception {
        for (String word : HOSTILE) {
            Answer answer = daemon.run(command, word);

            String what = command + " " + word.substring(0, Math.min(20, word.length()));
            assertThat(answer.exit()).as(what).isIn(1, 2);
            assertThat(answer.err()).as(what).startsWith("twitcher: ");
            assertThat(answer.out() + answer.err())
                    .as(what)
                    .doesNotContain("Exception", "\u001b", "\u0000", "\u202e", "\tat ");
        }
    }

    /** An empty one is no number and no time: what it means must not be that there is no bound. */
    @ParameterizedTest
    @CsvSource({
        "tail, -n",
        "top, -n",
        "top, -d",
        "runs, -n",
        "runs, --since",
        "lint, --as",
        "plan, --as",
        "simulate, --event"
    })
    void anEmptyValueOfAnOptionIsExit2(String command, String option) throws Exception {
        for (String empty : List.of("", " ")) {
            Answer answer = SocketClient.run(
                    daemon.socket(), 0, Map.of(3, new byte[] {'{', '}'}), command, option, empty, "@web.json");

            assertThat(answer.exit()).as(command + ": " + answer).isEqualTo(2);
            assertThat(answer.err()).startsWith("twitcher: " + command + ": ");
        }
    }

    private static Map<String, Integer> bundles() {
        Map<String, Integer> states = new TreeMap<>();
        for (Bundle bundle : daemon.context().getBundles()) {
            states.put(bundle.getLocation(), bundle.getState());
        }
        return states;
    }
}
