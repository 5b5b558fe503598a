package twitcher.shell.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import twitcher.api.Event;
import twitcher.api.Outcome;
import twitcher.api.Run;
import twitcher.api.RunListener;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.Explanation;
import twitcher.api.admin.Explanation.Kind;
import twitcher.api.admin.Explanation.Obstacle;
import twitcher.api.admin.Explanation.Reason;
import twitcher.api.admin.Explanation.Step;
import twitcher.api.admin.Explanation.Verdict;
import twitcher.api.admin.Figures;
import twitcher.api.admin.Figures.Distribution;
import twitcher.api.admin.Insight;
import twitcher.api.admin.Sighting;
import twitcher.api.admin.SightingListener;
import twitcher.api.admin.Waiting;
import twitcher.api.admin.WatchStatus.State;
import twitcher.api.admin.Watches;

/** explain, hc, top, tail and loglevel, with an engine made for the test. */
@Timeout(120)
class InsightIT {
    private static final Instant THEN = Instant.parse("2026-01-01T12:00:00Z");
    private static final Distribution NONE = new Distribution(List.of(1.0), List.of(0L, 0L), Duration.ZERO);

    @TempDir
    Path directory;

    private TestFramework daemon;

    @BeforeEach
    void start() throws Exception {
        daemon = TestFramework.withSessions(directory);
        Run going = Samples.going("run-003", "a.json:web");
        FakeWatches watches = new FakeWatches(
                List.of(
                        Samples.status(Samples.watch("a.json:web", "/app/web"), State.RUNNING, going),
                        Samples.status(Samples.watch("b.json:db", "/app/db"), State.PAUSED)),
                List.of(going));
        daemon.service(Watches.class, watches, Map.of());
        daemon.service(Insight.class, new FakeInsight(), Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        daemon.close();
    }

    private static final class FakeInsight implements Insight {
        @Override
        public Optional<Explanation> explain(String id) {
            return Optional.of(new Explanation(
                    id,
                    Verdict.WAITS,
                    "the last change waits; paused by an operator; resume releases it",
                    Optional.of(Event.CHANGED),
                    Optional.empty(),
                    List.of(
                            new Step(Kind.SEEN, THEN, "the znode was set", Optional.empty()),
                            new Step(Kind.STARTED, THEN.plusMillis(310), "run r1 was started", Optional.of("r1"))),
                    List.of(new Obstacle(Reason.PAUSED, "paused by an operator; resume releases it"))));
        }

        @Override
        public List<Waiting> waiting() {
            return List.of(new Waiting("b.json:db", Instant.now().minusSeconds(90), Reason.PAUSED, Optional.empty()));
        }

        @Override
        public Figures figures() {
            return new Figures(
                    THEN,
                    Map.of("waits", System.nanoTime() / 1_000_000_000),
                    Map.of(),
                    NONE,
                    NONE,
                    NONE,
                    new Figures.Places(1, 256, 0),
                    0,
                    0,
                    new Figures.Starts(0, Optional.empty()),
                    Optional.empty());
        }
    }

    private ServiceRegistration<HealthCheck> check(String name, HealthCheck check) {
        return daemon.service(HealthCheck.class, check, Map.of(HealthCheck.NAME, name));
    }

    private static HealthCheck answering(Result.Status status, String words) {
        return () -> new Result(status, words);
    }

    @Test
    void explainTellsEachStepAndWhatStandsInTheWay() throws Exception {
        Answer answer = daemon.run("explain", "db");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out().lines())
                .contains(
                        "b.json:db",
                        "answer        the last change waits; paused by an operator; resume releases it",
                        "2026-01-01T12:00:00Z               seen      the znode was set",
                        "2026-01-01T12:00:00.310Z +0.31s    started   run r1 was started",
                        "PAUSED          paused by an operator; resume releases it");
    }

    @Test
    void explainAsJsonHasTheDocumentedFields() throws Exception {
        assertThat(daemon.run("explain", "db", "-o", "json").out())
                .contains(
                        "\"watch\": \"b.json:db\"",
                        "\"verdict\": \"WAITS\"",
                        "\"event\": \"changed\"",
                        "\"node\": null")
                .contains("\"step\": \"STARTED\"", "\"at\": \"2026-01-01T12:00:00.310Z\"", "\"run\": \"r1\"")
                .contains("\"reason\": \"PAUSED\"", "\"zookeeper\": null");
    }

    @Test
    void explainOfAWatchWhoseFileIsNotLoadedTellsThat() throws Exception {
        daemon.service(ConfigFiles.class, new FakeFiles(), Map.of());

        Answer answer = daemon.run("explain", "later.yaml:job");

        assertThat(answer.exit()).isEqualTo(1);
        assertThat(answer.err())
                .contains("no watch has 'later.yaml:job' in its id")
                .contains("later.yaml is WAITING");
    }

    @ParameterizedTest
    @CsvSource({"OK, 0", "WARN, 0", "TEMPORARILY_UNAVAILABLE, 1", "CRITICAL, 1", "HEALTH_CHECK_ERROR, 1"})
    void hcExitsByTheWorstCheck(Result.Status worst, int exit) throws Exception {
        check("fine", answering(Result.Status.OK, "all is well"));
        check("probe", answering(worst, "as it is"));

        Answer answer = daemon.run("hc");

        assertThat(answer.exit()).isEqualTo(exit);
        assertThat(answer.out()).contains("all is well", "probe       " + worst);
        assertThat(answer.err()).contains(exit == 0 ? "" : "hc: probe is " + worst);
    }

    @Test
    void aCheckThatThrowsOrHangsIsAnErrorAndHoldsUpNothing() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean again = new AtomicBoolean();
        check("thrower", () -> {
            throw new IllegalStateException("broken");
        });
        check("hanger", () -> {
            again.set(release.getCount() == 0);
            awaited(release);
            return new Result(Result.Status.OK, "at last");
        });

        String first = daemon.run("hc").out();
        String second = daemon.run("hc", "-o", "json").out();
        release.countDown();

        assertThat(first)
                .contains("thrower     HEALTH_CHECK_ERROR the check itself failed")
                .contains("broken");
        assertThat(second).contains("the check has not answered within 2 s");
        assertThat(again).isFalse();
        Awaiting.until(() -> daemon.run("hc").out().contains("at last"));
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void statusShowsWhatIsNotWell() throws Exception {
        assertThat(daemon.run("status").out()).contains("health        not known: the bundle twitcher.health");
        check("store", answering(Result.Status.CRITICAL, "kept in memory only"));

        Answer answer = daemon.run("status");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).contains("health        CRITICAL: store: kept in memory only");
        assertThat(daemon.run("status", "-o", "json").out())
                .contains("\"health\": \"CRITICAL\"", "\"unwell\": [\n    \"store\"\n  ]");
    }

    @Test
    void topWithoutATerminalIsOnePicture() throws Exception {
        Answer answer = daemon.run("top");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out())
                .contains("1 going of at most 256", "1 changes, the oldest for ")
                .containsPattern("b.json:db +PAUSED +- +paused, \\d+m\\d+s")
                .doesNotContain("\u001b");
        assertThat(answer.out().lines().filter(line -> line.startsWith("a.json:web ")))
                .hasSize(1);
        assertThat(daemon.run("top", "-o", "json").out()).contains("\"running\": 1", "\"bound\": 256");
        assertThat(daemon.run("top", "-d", "0s").exit()).isEqualTo(2);
    }

    @Test
    void topRefreshesFollowsTheWindowAndEndsWithCtrlC() throws Exception {
        try (TestTerminal terminal = new TestTerminal(daemon.socket(), 100, 30).prompts("")) {
            terminal.type("top -d 1s", TestTerminal.ENTER).shows("changes -/s");
            terminal.shows("changes 1.0/s");
            terminal.resize(40, 16);
            Awaiting.until(() -> terminal.text().lines().allMatch(line -> line.length() <= 40)
                    && terminal.text().contains("a.jso"));
            terminal.type(TestTerminal.CTRL_C).prompts("");
            terminal.type("test:echo still here", TestTerminal.ENTER).shows("\nstill\nhere\n");
        }
    }

    private SightingListener sightings() {
        Awaiting.until(() -> daemon.context().getServiceReference(SightingListener.class) != null);
        return daemon.context().getService(daemon.context().getServiceReference(SightingListener.class));
    }

    private static Sighting sighting(String watch) {
        return new Sighting(watch, "waits", Optional.of(Event.CHANGED), Optional.empty(), Instant.now());
    }

    @Test
    void tailShowsWhatHappensOfTheWatchesThatAreMeantAndThenListensNoMore() throws Exception {
        try (TestTerminal terminal = new TestTerminal(daemon.socket(), 100, 30).prompts("")) {
            terminal.type("tail a.json", TestTerminal.ENTER);
            SightingListener listener = sightings();
            RunListener runs = (RunListener) listener;
            listener.seen(sighting("b.json:db"));
            listener.seen(sighting("a.json:web"));
            runs.started(Samples.going("r7", "a.json:web"));
            runs.ended(Samples.ended("r7", "a.json:web", new Outcome.Exited(3), Duration.ZERO));

            terminal.shows("a.json:web changed: decided=waits")
                    .shows("a.json:web started: run=r7 event=changed attempt=1 mzxid=0x2a version=3")
                    .shows("a.json:web ended: run=r7 outcome=\"exit 3\" took=310ms");
            assertThat(terminal.text()).doesNotContain("b.json:db");
            terminal.type(TestTerminal.CTRL_C).prompts("");
        }
        Awaiting.until(() -> daemon.context().getServiceReference(SightingListener.class) == null);
    }

    @Test
    void tailAsJsonIsAnObjectALineAndEndsWhenItIsTold() throws Exception {
        Thread teller = new Thread(() -> {
            SightingListener listener = sightings();
            listener.seen(sighting("a.json:web"));
            listener.seen(sighting("b.json:db"));
        });
        teller.start();

        Answer answer = daemon.run("tail", "-o", "json", "-n", "2");

        assertThat(answer.exit()).isZero();
        assertThat(answer.out().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"at\": ") && line.endsWith("\"decided\": \"waits\"}"));
        teller.join();
    }

    @Test
    void aReaderThatIsTooSlowLosesLinesWithACountAndHoldsUpNobody() throws Exception {
        try (SocketClient slow = new SocketClient(daemon.socket())) {
            slow.hello(1, 1);
            slow.request(0, Map.of(), "tail");
            SightingListener listener = sightings();
            for (int i = 0; i < 20_000; i++) {
                listener.seen(sighting("a.json:" + "x".repeat(100) + i));
            }
            assertThat(readUntil(slow, "tail lost: lines=")).contains("they came faster than they are read");
        }
        Awaiting.until(() -> daemon.context().getServiceReference(SightingListener.class) == null);
    }

    private static String readUntil(SocketClient client, String wanted) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().contains(wanted) || !text.toString().endsWith("\n")) {
            client.read(1);
            int length = client.read(4).getInt();
            text.append(StandardCharsets.UTF_8.decode(client.read(length)));
        }
        return text.toString();
    }

    @Test
    void aClientThatGoesAwayEndsItsTail() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (SocketClient rude = new SocketClient(daemon.socket())) {
                rude.hello(1, 1);
                rude.request(0, Map.of(), i % 2 == 0 ? "tail" : "top", "-n", "1000");
            }
        }
        Awaiting.until(() -> {
            ServiceReference<?>[] left =
                    daemon.context().getAllServiceReferences(SightingListener.class.getName(), null);
            return left == null;
        });
    }

    @Test
    void loglevelShowsAndSetsHowMuchIsLogged() throws Exception {
        Logger ours = Logger.getLogger("twitcher");
        Level before = ours.getLevel();
        try {
            ours.setLevel(Level.INFO);
            assertThat(daemon.run("loglevel").out()).isEqualTo("info\n");
            assertThat(daemon.run("loglevel", "Verbose").out())
                    .isEqualTo("from info to verbose, until the daemon ends\n");
            assertThat(ours.getLevel()).isEqualTo(Level.FINE);
            Answer wrong = daemon.run("loglevel", "debgu");
            assertThat(wrong.exit()).isEqualTo(2);
            assertThat(wrong.err()).contains("was 'debgu'; did you mean debug?");
            assertThat(ours.getLevel()).isEqualTo(Level.FINE);
        } finally {
            ours.setLevel(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "explain, 2", "explain nope, 1", "explain a b, 2", "explain --frm a, 2", "explain ''''', 1", "tail -n 0, 2",
        "tail a b, 2", "top x, 2", "top -n -1, 2", "top -d 1x, 2", "hc x, 2", "loglevel a b, 2"
    })
    void wrongArgumentsAreSaidInWords(String line, int exit) throws Exception {
        Answer answer = daemon.run(line.split(" "));

        assertThat(answer.exit()).isEqualTo(exit);
        assertThat(answer.err()).startsWith("twitcher: ").doesNotContain("Exception", "\tat ");
    }

    private static final class Awaiting {
        static void until(Callable<Boolean> condition) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
        }
    }
}
