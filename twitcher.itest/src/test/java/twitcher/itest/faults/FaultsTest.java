package twitcher.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.faults.Round.Report;

/**
 * The promise under every fault: each kind once, a few at a time, and in the long form as many random schedules as are
 * asked for.
 *
 * <p>{@code -Dtwitcher.schedules=200} is the long form, {@code -Dtwitcher.seed=} repeats a run of it, and {@code
 * -Dtwitcher.schedule=} one schedule, as far as real processes can be repeated. {@code -Dtwitcher.storm=10000} is the
 * number of nodes of the storm.
 */
class FaultsTest {
    private static final int SCHEDULES = Integer.getInteger("twitcher.schedules", 0);
    private static final long SEED = Long.getLong("twitcher.seed", System.nanoTime());
    private static final Long ONE = Long.getLong("twitcher.schedule");
    private static final int STORM = Integer.getInteger("twitcher.storm", 1_000);
    private static final int AT_ONCE = 6;
    private static final int ENOUGH = 5;
    private static final Path KEPT = Path.of("target", "faults");

    @RegisterExtension
    static final Scratch SCRATCH = new Scratch();

    private static Ensemble ensemble;
    private static World world;

    private final Map<FaultKind, Integer> tried = new EnumMap<>(FaultKind.class);
    private final List<String> violations = new ArrayList<>();
    private int played;
    private int writes;
    private int runs;

    @BeforeAll
    static void start() throws Exception {
        System.out.println("FaultsTest: -Dtwitcher.seed=" + SEED + " -Dtwitcher.schedules=" + SCHEDULES);
        Path folder = SCRATCH.folder();
        Path distribution = Distribution.whole(folder.resolve("distribution"));
        ensemble = Ensemble.start(folder.resolve("servers"));
        world = new World(ensemble, distribution, folder.resolve("world"), World.GENEROUS);
        tellMissing(world.kinds());
    }

    @AfterAll
    static void stop() throws IOException {
        if (world != null) {
            world.close();
        }
        if (ensemble != null) {
            ensemble.close();
        }
    }

    @Test
    void noFinalStateIsLost() throws Exception {
        for (Schedule schedule : schedules(world.kinds())) {
            if (violations.size() < ENOUGH) {
                play(schedule);
            }
        }
        System.out.printf(
                "FaultsTest: %d schedules from seed %d, %d violations; %d changes, %d runs; faults %s%n",
                played, SEED, violations.size(), writes, runs, tried);
        assertThat(violations).isEmpty();
    }

    @Test
    void nothingIsLostInAStormWhileAServerIsKilled() throws Exception {
        try (Hand hand = new Hand(ensemble.direct())) {
            Storm storm = new Storm(ensemble, world.subject(), SCRATCH.folder(), STORM);
            Storm.Figures figures = storm.rage(hand);
            System.out.printf(
                    "FaultsTest: %d nodes changed within %d ms while a server was killed; all last states had run after %d ms; %d runs%n",
                    STORM, figures.changedMs(), figures.ranMs(), figures.runs());
            assertThat(figures.runs()).isGreaterThanOrEqualTo(STORM);
        }
    }

    private static void tellMissing(List<FaultKind> possible) {
        List<FaultKind> missing = new ArrayList<>(List.of(FaultKind.values()));
        missing.removeAll(possible);
        if (!missing.isEmpty()) {
            System.out.println("FaultsTest: not possible here: " + missing
                    + " (STEP_CLOCK needs libfaketime, FILL_DISK needs root)");
        }
    }

    private static List<Schedule> schedules(List<FaultKind> kinds) {
        Random random = new Random(SEED);
        List<Schedule> all = new ArrayList<>();
        if (ONE != null) {
            all.add(Schedule.random(ONE, 1, kinds));
        } else if (SCHEDULES == 0) {
            dealt(kinds, random, all);
        }
        for (int i = 1; i <= SCHEDULES && ONE == null; i++) {
            all.add(
                    i <= kinds.size()
                            ? Schedule.of(random.nextLong(), i, List.of(kinds.get(i - 1)))
                            : Schedule.random(random.nextLong(), i, kinds));
        }
        return all;
    }

    private static void dealt(List<FaultKind> kinds, Random random, List<Schedule> into) {
        List<FaultKind> deck = new ArrayList<>(kinds);
        Collections.shuffle(deck, random);
        for (int from = 0; from < deck.size(); from += AT_ONCE) {
            List<FaultKind> hand = deck.subList(from, Math.min(deck.size(), from + AT_ONCE));
            into.add(Schedule.of(random.nextLong(), into.size() + 1, hand));
        }
    }

    private void play(Schedule schedule) throws IOException, InterruptedException {
        double begin = Uptime.now();
        Report report = world.play(schedule);
        schedule.injections().forEach(injection -> tried.merge(injection.kind(), 1, Integer::sum));
        played++;
        writes += report.writes();
        runs += report.runs();
        System.out.printf(
                "FaultsTest: schedule %d, %s: %s, %d changes, %d runs, %.1f s%n",
                schedule.number(),
                schedule,
                report.problems().isEmpty() ? "kept" : "BROKEN",
                report.writes(),
                report.runs(),
                Uptime.now() - begin);
        if (!report.problems().isEmpty()) {
            violations.add(schedule + ": " + report.problems());
            keep(schedule, report);
        }
    }

    private static void keep(Schedule schedule, Report report) throws IOException {
        System.out.println(report.problems());
        System.out.println(report.history());
        Files.createDirectories(KEPT);
        Files.writeString(KEPT.resolve(schedule.seed() + ".history"), report.history());
        world.keepLog(KEPT.resolve(schedule.seed() + ".log"));
    }
}
