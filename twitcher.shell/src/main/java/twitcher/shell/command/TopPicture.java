package twitcher.shell.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import twitcher.api.FrameworkProperties;
import twitcher.api.Run;
import twitcher.api.admin.Figures;
import twitcher.api.admin.Insight;
import twitcher.api.admin.Waiting;
import twitcher.api.admin.WatchStatus;
import twitcher.api.admin.WatchStatus.State;
import twitcher.api.admin.Watches;
import twitcher.api.node.Connection;
import twitcher.api.node.NodeSource;
import twitcher.shell.command.Checkups.Checkup;
import twitcher.shell.text.Cell;
import twitcher.shell.text.Json;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Table;
import twitcher.shell.text.Times;

/** The daemon at one moment, with rates since the picture before. */
final class TopPicture {
    private static final int ROWS_WITHOUT_SCREEN = 20;
    private static final int HEAD = 10;

    private final Instant at;
    private final String version;
    private final Machine machine = Machine.now();
    private final Optional<Connection> connection;
    private final List<Checkup> checkups;
    private final List<WatchStatus> watches;
    private final Map<String, Waiting> waiting;
    private final Optional<Figures> figures;
    private final Optional<TopPicture> before;

    private TopPicture(Services services, List<Checkup> checkups, Instant at, Optional<TopPicture> before) {
        this.at = at;
        this.version = services.context().getProperty(FrameworkProperties.VERSION);
        this.connection = services.nodes().map(NodeSource::connection);
        this.checkups = checkups;
        this.watches = services.watchesIfThere().map(Watches::list).orElse(List.of());
        this.waiting = services.insightIfThere().map(Insight::waiting).orElse(List.of()).stream()
                .collect(Collectors.toMap(Waiting::watchId, Function.identity(), (a, b) -> a));
        this.figures = services.insightIfThere().map(Insight::figures);
        this.before = before.map(TopPicture::alone);
    }

    static TopPicture of(Services services, List<Checkup> checkups, Instant at, Optional<TopPicture> before) {
        return new TopPicture(services, checkups, at, before);
    }

    private TopPicture(TopPicture other) {
        this.at = other.at;
        this.version = other.version;
        this.connection = other.connection;
        this.checkups = List.of();
        this.watches = List.of();
        this.waiting = Map.of();
        this.figures = other.figures;
        this.before = Optional.empty();
    }

    /** As much as the next picture needs: pictures do not keep each other. */
    private TopPicture alone() {
        return new TopPicture(this);
    }

    Map<String, Object> data() {
        return Json.object(
                "at", at,
                "version", version,
                "pid", machine.pid(),
                "health", Checkups.worst(checkups),
                "zookeeper", connection.map(Connection::state),
                "watches", counts(),
                "running", figures.map(f -> f.places().taken()),
                "bound", figures.map(f -> f.places().bound()),
                "waiting", waiting.size(),
                "changes", figures.map(Figures::changes),
                "runs", figures.map(Figures::runs),
                "busy",
                        interesting()
                                .limit(ROWS_WITHOUT_SCREEN)
                                .map(WatchFields::brief)
                                .toList());
    }

    private Map<String, Long> counts() {
        return watches.stream()
                .collect(Collectors.groupingBy(w -> w.state().name(), TreeMap::new, Collectors.counting()));
    }

    String text(Screen screen) {
        Page page = new Page()
                .title("twitcher " + version + ", pid " + machine.pid() + ", up "
                        + Times.words(Duration.between(machine.started(), at)));
        page.line("health", HealthCommand.line(checkups).fitted(screen.columns() - 14));
        page.line(
                "zookeeper",
                connection
                        .map(c -> c.state() + " for " + Times.words(Duration.between(c.since(), at)))
                        .orElse("not there"));
        page.line(
                "watches",
                watches.size() + ": "
                        + counts().entrySet().stream()
                                .map(count -> count.getValue() + " " + count.getKey())
                                .collect(Collectors.joining(", ")));
        figures.ifPresent(now -> figures(page, now));
        machine.lines(page);
        int room = screen.rows() == 0 ? ROWS_WITHOUT_SCREEN : Math.max(3, screen.rows() - HEAD - 2);
        return page.on(screen) + "\n" + table(room, screen);
    }

    private void figures(Page page, Figures now) {
        Figures old = before.flatMap(picture -> picture.figures).orElse(now);
        double seconds = before.map(picture -> Duration.between(picture.at, at).toMillis() / 1e3)
                .orElse(0.0);
        page.line(
                "rates",
                rate("changes", sum(now.changes()) - sum(old.changes()), seconds) + ", "
                        + rate("runs", sum(now.runs()) - sum(old.runs()), seconds) + ", "
                        + mean("a start takes", old.startTime(), now.startTime()) + ", "
                        + mean("a run", old.runTime(), now.runTime()));
        page.line(
                "runs",
                now.places().taken() + " going of at most " + now.places().bound() + ", "
                        + now.places().waiting() + " wait for a place");
        page.line("waiting", waiting.size() + " changes" + oldest());
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String rate(String what, long count, double seconds) {
        return seconds == 0 ? what + " -/s" : String.format(Locale.ROOT, "%s %.1f/s", what, count / seconds);
    }

    private static String mean(String what, Figures.Distribution old, Figures.Distribution now) {
        long count = now.count() - old.count();
        return count <= 0
                ? what + " -"
                : String.format(
                        Locale.ROOT,
                        "%s %.1f ms",
                        what,
                        now.sum().minus(old.sum()).toNanos() / 1e6 / count);
    }

    private String oldest() {
        return waiting.values().stream()
                .min(Comparator.comparing(Waiting::since))
                .map(oldest -> ", the oldest for " + Times.words(Duration.between(oldest.since(), at)))
                .orElse("");
    }

    private String table(int room, Screen screen) {
        Table table = new Table("ID", "STATE", "RUNNING FOR", "WAITS FOR", "LAST RUN");
        interesting()
                .limit(room)
                .forEach(watch -> table.row(
                        Cell.of(watch.watch().id()),
                        WatchFields.state(watch),
                        WatchFields.running(watch, at),
                        waits(watch),
                        Outcomes.last(watch.last(), at)));
        return watches.isEmpty() ? "no watches\n" : table.on(screen);
    }

    private Cell waits(WatchStatus watch) {
        return Optional.ofNullable(waiting.get(watch.watch().id()))
                .map(w -> Cell.of(w.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", "
                        + Times.words(Duration.between(w.since(), at))))
                .orElse(Cell.faint("-"));
    }

    /** What runs, the longest first; what waits; what is wrong; then what ran last. */
    private Stream<WatchStatus> interesting() {
        return watches.stream()
                .sorted(Comparator.comparingInt(TopPicture::rank)
                        .thenComparing(TopPicture::moment)
                        .thenComparing(watch -> watch.watch().id()));
    }

    private static int rank(WatchStatus watch) {
        if (!watch.running().isEmpty()) {
            return 0;
        } else if (watch.pending()) {
            return 1;
        }
        return watch.state() == State.IDLE ? 3 : 2;
    }

    /** Sorts within a rank: the longest running first, and what ran last first. */
    private static long moment(WatchStatus watch) {
        Optional<Long> started = watch.running().stream()
                .map(Run::started)
                .min(Comparator.naturalOrder())
                .map(Instant::toEpochMilli);
        Optional<Long> ended =
                watch.last().flatMap(Run::end).map(end -> -end.at().toEpochMilli());
        return started.or(() -> ended).orElse(Long.MAX_VALUE);
    }
}
