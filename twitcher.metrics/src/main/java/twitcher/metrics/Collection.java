package twitcher.metrics;

import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import twitcher.api.admin.Figures;
import twitcher.api.admin.FileStatus;
import twitcher.api.admin.Waiting;
import twitcher.api.admin.WatchStatus;
import twitcher.api.node.Connection;

/**
 * The figures of the daemon under the names that Prometheus knows. Labels have few values, whatever is watched: states,
 * outcomes, decisions and reasons; only {@code twitcher_watch_behind_seconds} names watches, and of these so many as are
 * behind the furthest.
 */
final class Collection {
    private final Parts parts;
    private final Instant now;
    private final int watchesTold;
    private final Figured figured = new Figured();

    private Collection(Parts parts, Instant now, int watchesTold) {
        this.parts = parts;
        this.now = now;
        this.watchesTold = watchesTold;
    }

    /** @param watchesTold of how many watches the seconds behind are told each by itself */
    static MetricSnapshots of(Parts parts, Instant now, int watchesTold) {
        return new Collection(parts, now, watchesTold).collected();
    }

    private MetricSnapshots collected() {
        figured.info("twitcher", "The release that runs.", "version", parts.version());
        parts.figures().ifPresent(this::engine);
        parts.connection().ifPresent(this::zooKeeper);
        figured.gauges(
                "twitcher_files",
                "Files of the watched folder, by state.",
                "state",
                count(FileStatus.State.values(), parts.files(), FileStatus::state));
        machine();
        return figured.all();
    }

    private void engine(Figures figures) {
        figured.gauge(
                        "twitcher_engine_start_time_seconds",
                        "When the engine started.",
                        figures.since().getEpochSecond())
                .counters(
                        "twitcher_changes",
                        "Changes that watches saw, by what was decided.",
                        "decided",
                        figures.changes())
                .counters("twitcher_runs", "Runs that ended, by outcome.", "outcome", figures.runs())
                .histogram("twitcher_run_seconds", "How long runs took.", figures.runTime())
                .histogram(
                        "twitcher_set_to_start_seconds",
                        "From the set of a znode (its mtime, by the server's clock) to the start of its run (by this"
                                + " machine's clock): settle, splay and waiting included; as good as the two clocks.",
                        figures.setToStart())
                .histogram(
                        "twitcher_start_seconds",
                        "How long starting a run took; of a process, its spawn.",
                        figures.startTime())
                .gauge(
                        "twitcher_runs_going",
                        "Runs that are going.",
                        figures.places().taken())
                .gauge(
                        "twitcher_runs_bound",
                        "How many runs may be going (maxRuns).",
                        figures.places().bound())
                .gauge(
                        "twitcher_failed_starts_in_a_row",
                        "How many of the newest runs could not be started.",
                        figures.starts().failedInARow())
                .gauge(
                        "twitcher_store_on_disk",
                        "1: history and positions are kept on disk.",
                        figures.storeProblem().isEmpty() ? 1 : 0)
                .gauges("twitcher_queue_length", "What waits inside the engine.", "queue", queues(figures));
        watches();
    }

    private static Map<String, Integer> queues(Figures figures) {
        Map<String, Integer> queues = new LinkedHashMap<>();
        queues.put("lanes", figures.lanesQueued());
        queues.put("starts", figures.startsQueued());
        queues.put("places", figures.places().waiting());
        return queues;
    }

    private void watches() {
        figured.gauges(
                "twitcher_watches",
                "Watches, by state.",
                "state",
                count(WatchStatus.State.values(), parts.watches(), WatchStatus::state));
        Map<String, Long> reasons = parts.waiting().stream()
                .collect(Collectors.groupingBy(waiting -> word(waiting.reason()), Collectors.counting()));
        figured.gauges("twitcher_changes_waiting", "Changes that wait, by what for.", "reason", reasons)
                .gauge(
                        "twitcher_behind_seconds",
                        "How long the oldest change waits.",
                        parts.waiting().stream().findFirst().map(this::behind).orElse(0.0))
                .gauges(
                        "twitcher_watch_behind_seconds",
                        "How long the change of a watch waits; only of the watches furthest behind.",
                        "watch",
                        furthest());
    }

    private Map<String, Double> furthest() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        parts.waiting().stream().limit(watchesTold).forEach(waiting -> seconds.put(waiting.watchId(), behind(waiting)));
        return seconds;
    }

    private double behind(Waiting waiting) {
        return Math.max(0, Duration.between(waiting.since(), now).toMillis()) / 1e3;
    }

    private void zooKeeper(Connection connection) {
        Connection.Counters counters = connection.counters();
        figured.gauges(
                        "twitcher_zookeeper_state",
                        "1 for the state that the connection is in.",
                        "state",
                        count(Connection.State.values(), List.of(connection), Connection::state))
                .gauge(
                        "twitcher_zookeeper_state_since_seconds",
                        "Since when it is in that state.",
                        connection.since().getEpochSecond())
                .gauge("twitcher_zookeeper_znodes", "Znodes that are watched.", connection.nodes())
                .gauge("twitcher_zookeeper_znodes_unread", "How many of them wait for a read.", connection.unread())
                .counter(
                        "twitcher_zookeeper_reconnects",
                        "Connections made after the first.",
                        Math.max(0, counters.connections() - 1))
                .counter("twitcher_zookeeper_sessions", "Sessions, the first included.", counters.sessions())
                .counter("twitcher_zookeeper_reads", "Answers that told how a znode is.", counters.reads())
                .counter("twitcher_zookeeper_audited", "Reads made only to compare.", counters.audited())
                .counter(
                        "twitcher_zookeeper_repaired",
                        "Differences that only such a comparison found; none is expected.",
                        counters.repaired());
    }

    private void machine() {
        Runtime runtime = Runtime.getRuntime();
        figured.gauge("twitcher_heap_bytes", "Heap in use.", runtime.totalMemory() - runtime.freeMemory())
                .gauge("twitcher_heap_max_bytes", "Heap that may be used.", runtime.maxMemory());
    }

    /** Every state has its figure, also one that nothing is in. */
    private static <T, S extends Enum<S>> Map<String, Long> count(S[] states, List<T> things, Function<T, S> state) {
        Map<S, Long> counts = things.stream().collect(Collectors.groupingBy(state, Collectors.counting()));
        Map<String, Long> all = new LinkedHashMap<>();
        Stream.of(states).forEach(each -> all.put(word(each), counts.getOrDefault(each, 0L)));
        return all;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
