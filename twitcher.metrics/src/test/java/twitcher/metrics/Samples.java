package twitcher.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import twitcher.api.ActionSpec;
import twitcher.api.Node;
import twitcher.api.Policy;
import twitcher.api.Surroundings;
import twitcher.api.Watch;
import twitcher.api.admin.Explanation.Reason;
import twitcher.api.admin.Figures;
import twitcher.api.admin.Figures.Distribution;
import twitcher.api.admin.FileStatus;
import twitcher.api.admin.Waiting;
import twitcher.api.admin.WatchStatus;
import twitcher.api.node.Connection;

/** A daemon at one moment. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");
    private static final Distribution TIMES =
            new Distribution(List.of(0.01, 0.1), List.of(3L, 2L, 1L), Duration.ofMillis(1_500));

    private Samples() {}

    static Figures figures() {
        return new Figures(
                NOW.minusSeconds(600),
                Map.of("waits", 5L, "discarded", 1L),
                Map.of("succeeded", 4L, "exited", 2L),
                TIMES,
                TIMES,
                TIMES,
                new Figures.Places(3, 256, 1),
                7,
                8,
                new Figures.Starts(0, Optional.empty()),
                Optional.of("disk full"));
    }

    static Parts parts(int waiting) {
        List<Waiting> all = IntStream.range(0, waiting)
                .mapToObj(i -> new Waiting(
                        "f.json:w\"" + i, NOW.minusSeconds(waiting - i), Reason.RUN_GOING, Optional.empty()))
                .toList();
        Connection connection = new Connection(
                Connection.State.CONNECTED,
                NOW,
                "zk:2181",
                Optional.empty(),
                10,
                2,
                new Connection.Counters(4, 2, 100, 50, 1));
        FileStatus file = new FileStatus("f.json", "JSON", FileStatus.State.ACTIVE, List.of(), 1, NOW);
        return new Parts(
                "2.0.0",
                Optional.of(figures()),
                List.of(watch(WatchStatus.State.IDLE), watch(WatchStatus.State.RUNNING), watch(WatchStatus.State.IDLE)),
                all,
                Optional.of(connection),
                List.of(file));
    }

    private static WatchStatus watch(WatchStatus.State state) {
        Watch watch =
                new Watch("f.json:w", Node.data("/n"), ActionSpec.shell("true"), Policy.DEFAULT, Surroundings.DEFAULT);
        return new WatchStatus(
                watch, state, Optional.empty(), true, Optional.empty(), false, List.of(), Optional.empty(), NOW);
    }
}
