package twitcher.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import twitcher.itest.faults.Round.Patience;
import twitcher.itest.faults.Round.Report;

/**
 * Who watches the watchman: daemons with a fault of their own, which the same rounds and the same checker must find. With
 * {@code -Dtwitcher.schedules} set they are random schedules, as in {@link FaultsTest}; otherwise such as suit the fault.
 */
class SeededFaultsTest {
    private static final boolean LONG = Integer.getInteger("twitcher.schedules", 0) > 0;
    private static final long SEED = Long.getLong("twitcher.seed", System.nanoTime());
    private static final int MOST = LONG ? 40 : 6;

    /** What is lost need not be waited for long: that it is lost is what the test expects. */
    private static final Patience SHORT = new Patience(Duration.ofSeconds(5), Duration.ofSeconds(90));

    private static final Map<Sabotage, List<FaultKind>> SUITABLE = Map.of(
            Sabotage.NO_REREAD_ON_RECONNECT, List.of(FaultKind.EXPIRE),
            Sabotage.VERSION_ONLY, List.of(),
            Sabotage.NO_PENDING_CHANGE, List.of());

    @RegisterExtension
    static final Scratch SCRATCH = new Scratch();

    private static Ensemble ensemble;

    @BeforeAll
    static void startServers() throws IOException {
        ensemble = Ensemble.start(SCRATCH.folder().resolve("servers"));
    }

    @AfterAll
    static void stopServers() throws IOException {
        ensemble.close();
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenDaemonIsFound(Sabotage sabotage) throws Exception {
        System.out.println("SeededFaultsTest: -Dtwitcher.seed=" + SEED + " " + sabotage);
        Path own = SCRATCH.folder().resolve(sabotage.name());
        Path distribution = sabotage.in(own.resolve("distribution"));
        try (World world = new World(ensemble, distribution, own.resolve("world"), SHORT)) {
            Report report = untilBroken(world, sabotage);
            report.history().lines().limit(60).forEach(System.out::println);
            assertThat(report.problems())
                    .anySatisfy(problem -> assertThat(problem).contains("was not run"));
        }
    }

    private static Report untilBroken(World world, Sabotage sabotage) throws Exception {
        Random random = new Random(SEED);
        int others = 1_000 * sabotage.ordinal(); // the servers keep the nodes of rounds with other daemons
        for (int number = others + 1; number <= others + MOST; number++) {
            Schedule schedule = LONG
                    ? Schedule.random(random.nextLong(), number, world.kinds())
                    : Schedule.of(random.nextLong(), number, SUITABLE.get(sabotage));
            Report report = world.play(schedule);
            if (!report.problems().isEmpty()) {
                System.out.println("SeededFaultsTest: " + sabotage + " found by schedule " + number);
                return report;
            }
        }
        throw new AssertionError(sabotage + " was not found by " + MOST + " schedules");
    }
}
