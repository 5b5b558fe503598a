package twitcher.shell.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twitcher.api.ActionSpec;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.Policy;
import twitcher.api.RunMode;
import twitcher.api.Surroundings;
import twitcher.api.Watch;
import twitcher.api.action.Description;
import twitcher.api.admin.Candidate;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.Forecast;
import twitcher.api.admin.Forecast.Stage;
import twitcher.api.admin.Forecast.Verdict;
import twitcher.api.admin.Foresight;
import twitcher.api.admin.Proof;
import twitcher.api.admin.Proofreader;
import twitcher.api.admin.Replacement;
import twitcher.api.admin.Stimulus;
import twitcher.api.admin.WatchStatus.State;
import twitcher.api.admin.Watches;
import twitcher.api.config.WatchFile;
import twitcher.api.process.Handover;
import twitcher.api.process.ProcessPlan;
import twitcher.api.settings.Location;
import twitcher.api.settings.Problem;

/** The commands {@code simulate} and {@code plan}, with an engine and a folder made for the test. */
@Timeout(60)
class ForesightIT {
    @TempDir
    static Path directory;

    private static final Watch WEB = Samples.watch("a.json:web", "/app/web");
    private static final Watch KIDS = new Watch(
            "a.json:kids", Node.children("/app/kids"), ActionSpec.shell("true"), Policy.DEFAULT, Surroundings.DEFAULT);
    private static final FakeWatches WATCHES =
            new FakeWatches(List.of(Samples.status(WEB, State.IDLE), Samples.status(KIDS, State.IDLE)), List.of());
    private static final Seer SEER = new Seer();
    private static TestFramework daemon;

    @BeforeAll
    static void start() throws Exception {
        daemon = new TestFramework(directory);
        daemon.service(Watches.class, WATCHES, Map.of());
        daemon.service(ConfigFiles.class, new FakeFiles(), Map.of());
        daemon.service(Foresight.class, SEER, Map.of());
        daemon.service(Proofreader.class, new Reader(), Map.of());
    }

    @AfterAll
    static void stop() throws Exception {
        daemon.close();
    }

    @BeforeEach
    void forget() {
        SEER.asked.clear();
        SEER.verdict = Verdict.WAITS;
        SEER.problem = Optional.empty();
    }

    @Test
    void simulateShowsTheProcessAndTheWay() throws Exception {
        Answer answer = daemon.run("simulate", "web");

        assertThat(answer.exit()).isZero();
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out().lines())
                .contains(
                        "a.json:web",
                        "verdict       WAITS: a run would start by itself, after 5.00s",
                        "event         changed, attempt 1",
                        "settle        waits until its znode is quiet: 5.00s",
                        "argv          /bin/sh -c 'echo '\\''x'\\'''",
                        "runs as       uid 33, gid 44, groups 44,55",
                        "umask         022",
                        "stdin         7 bytes",
                        "env           A=b?[31m")
                .anyMatch(line -> line.startsWith("retries       if it fails"));
        assertThat(SEER.asked).containsExactly(new Stimulus(Event.CHANGED, Optional.empty()));
    }

    @Test
    void simulateFitsWhatIsWatched() throws Exception {
        daemon.run("simulate", "kids");
        daemon.run("simulate", "kids", "--event", "deleted");
        daemon.run("simulate", "kids", "--data", "a", "--event", "manual");
        SocketClient.run(daemon.socket(), 0, Map.of(2, new byte[] {0, -1}), "simulate", "--data", "@f", "kids");

        assertThat(SEER.asked)
                .containsExactly(
                        new Stimulus(Event.CHILDREN, Optional.empty()),
                        new Stimulus(Event.DELETED, Optional.empty()),
                        new Stimulus(Event.MANUAL, Optional.of(Payload.ofText("a"))),
                        new Stimulus(Event.CHILDREN, Optional.of(Payload.copyOf(new byte[] {0, -1}))));
        assertThat(WATCHES.orders).isEmpty();
    }

    @Test
    void nothingThatWouldRunIsExit1() throws Exception {
        for (Verdict verdict : List.of(Verdict.BLOCKED, Verdict.DROPPED, Verdict.NOTHING)) {
            SEER.verdict = verdict;
            Answer answer = daemon.run("simulate", "web");

            assertThat(answer.exit()).isEqualTo(1);
            assertThat(answer.out()).contains("verdict       " + verdict);
        }
        SEER.verdict = Verdict.STARTS;
        SEER.problem = Optional.of("x: command not found");
        assertThat(daemon.run("simulate", "web").exit()).isEqualTo(1);
    }

    @Test
    void simulateAsJsonHasTheDocumentedFields() throws Exception {
        assertThat(daemon.run("simulate", "web", "-o", "json").out())
                .contains("\"id\": \"a.json:web\"", "\"verdict\": \"WAITS\"", "\"waits_seconds\": 5.0")
                .contains("\"argv\": [", "\"uid\": 33", "\"groups\": [", "\"umask\": \"022\"", "\"stdin_bytes\": 7")
                .contains("\"problem\": null", "\"afterwards\": [", "\"kill_after\": 5.0", "\"timeout\": null");
    }

    private static Answer plan(String text, String... more) throws Exception {
        String[] argv = new String[more.length + 2];
        argv[0] = "plan";
        System.arraycopy(more, 0, argv, 1, more.length);
        argv[argv.length - 1] = "file";
        return SocketClient.run(daemon.socket(), 0, Map.of(argv.length - 1, text.getBytes(UTF_8)), argv);
    }

    @Test
    void planShowsWhatDiffersAndWhatWouldRun() throws Exception {
        Answer answer = plan("good", "--as", "a.json");

        assertThat(answer).isEqualTo(new Answer(0, """
                a.json: 1 added, 1 changed, 1 removed, 0 unchanged
                ~ a.json:web
                    run_mode: QUEUE -> DISCARD
                    WAITS: a run would start by itself, after 5.00s (changed)
                      waits until its znode is quiet: 5.00s
                + a.json:new on /app/new
                    WAITS: a run would start by itself, after 5.00s (changed)
                      waits until its znode is quiet: 5.00s
                - a.json:kids
                """, ""));
    }

    @Test
    void planAsJsonHasTheDocumentedFields() throws Exception {
        assertThat(plan("good", "--as", "a.json", "-o", "json").out())
                .contains("\"file\": \"a.json\"", "\"candidate\": \"file\"", "\"state\": \"FINE\"", "\"held\": false")
                .contains("\"change\": \"CHANGED\"", "\"name\": \"run_mode\"", "\"before\": \"QUEUE\"")
                .contains("\"after\": \"DISCARD\"", "\"verdict\": \"WAITS\"", "\"effects\": []");
    }

    @Test
    void aFileWithProblemsChangesNothingAndIsExit1() throws Exception {
        assertThat(plan("bad", "--as", "a.json"))
                .isEqualTo(new Answer(
                        1, "file:1:2: no\na.json: nothing would change: what runs from it now goes on\n", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simulate",
                "simulate web kids",
                "simulate --event",
                "simulate --event deltd web",
                "simulate --event DELETED web",
                "simulate --event deleted --data x web",
                "simulate --data",
                "simulate --evnt changed web",
                "simulate -o yaml web",
                "plan",
                "plan a.json",
                "plan --as x",
                "plan --ass x",
                "plan -o xml"
            })
    void wrongArgumentsAreExit2AndAskNobody(String words) throws Exception {
        Answer answer = daemon.run(words.split(" "));

        assertThat(answer.exit()).as(answer.toString()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines())
                .hasSize(1)
                .allMatch(line -> line.startsWith("twitcher: " + words.split(" ")[0]));
        assertThat(SEER.asked).isEmpty();
    }

    @Test
    void aFileOutsideTheFolderNeedsAName() throws Exception {
        assertThat(plan("good"))
                .isEqualTo(new Answer(
                        2,
                        "",
                        "twitcher: plan: file: is not in the watched folder /etc/twitcher; say with --as which file there it would"
                                + " be (see 'help plan')\n"));
        Map<Integer, byte[]> two = Map.of(1, new byte[0], 2, new byte[0]);
        assertThat(SocketClient.run(daemon.socket(), 0, two, "plan", "a", "b").exit())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc/passwd", "$(id)", "'; DROP", "\u001b[2J", "%n%s", "a\u0000", "{}", "*", "\u202e"})
    void hostileArgumentsAreJustWrong(String hostile) throws Exception {
        for (List<String> words : List.of(
                List.of("simulate", hostile),
                List.of("simulate", "--event", hostile, "web"),
                List.of("plan", hostile),
                List.of("lint", hostile),
                List.of("lint", "--as", hostile))) {
            Answer answer = daemon.run(words.toArray(String[]::new));

            assertThat(answer.exit()).as(words.toString()).isBetween(1, 2);
            assertThat(answer.err()).doesNotContain("Exception", "\u001b", "\u202e", "\tat ");
            assertThat(answer.out()).isEmpty();
        }
        assertThat(SEER.asked).isEmpty();
        assertThat(WATCHES.orders).isEmpty();
    }

    /** Tells what the test wants. */
    private static final class Seer implements Foresight {
        final List<Stimulus> asked = new CopyOnWriteArrayList<>();
        volatile Verdict verdict = Verdict.WAITS;
        volatile Optional<String> problem = Optional.empty();

        @Override
        public Optional<Forecast> simulate(String id, Stimulus stimulus) {
            asked.add(stimulus);
            return Optional.of(forecast(WEB));
        }

        private Forecast forecast(Watch watch) {
            ProcessPlan process = new ProcessPlan(
                    List.of("/bin/sh", "-c", "echo 'x'"),
                    Optional.of("/bin/sh"),
                    Map.of("A", "b\u001b[31m"),
                    Optional.of(new Handover.Identity(33, 44, List.of(44L, 55L))),
                    "/",
                    022,
                    7,
                    problem);
            Stage settle = new Stage("settle", "waits until its znode is quiet", Optional.of(Duration.ofSeconds(5)));
            Stage retry = new Stage("retries", "if it fails, it is tried again", Optional.of(Duration.ofSeconds(1)));
            return new Forecast(
                    watch,
                    verdict,
                    Optional.of(Event.CHANGED),
                    1,
                    List.of(settle),
                    List.of(retry),
                    Optional.of(Description.of("runs a command", process)));
        }

        @Override
        public List<Forecast> load(WatchFile next) {
            return next.watches().stream().map(this::forecast).toList();
        }
    }

    /** Reads a file as the test wants. */
    private static final class Reader implements Proofreader {
        @Override
        public Proof read(Candidate candidate) {
            throw new UnsupportedOperationException("plan replaces");
        }

        @Override
        public Replacement replace(String file, Candidate candidate) {
            if (candidate.text().bytes().text().equals("bad")) {
                Problem problem = new Problem(new Location("file", 1, 2), "no");
                Proof proof = Proof.of("file", "json", List.of(problem), List.of(), 1);
                return new Replacement(file, proof, List.of(WEB), List.of(), false, List.of());
            }
            Watch changed = new Watch(
                    WEB.id(),
                    WEB.node(),
                    WEB.action(),
                    Policy.DEFAULT.withRunMode(RunMode.DISCARD),
                    WEB.surroundings());
            Proof proof = Proof.of("file", "json", List.of(), List.of(), 2);
            List<Watch> after = List.of(changed, Samples.watch("a.json:new", "/app/new"));
            return new Replacement(file, proof, List.of(WEB, KIDS), after, false, List.of());
        }

        @Override
        public Optional<String> place(Path path) {
            return Optional.empty();
        }
    }
}
