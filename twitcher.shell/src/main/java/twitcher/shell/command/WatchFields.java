package twitcher.shell.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.Policy;
import twitcher.api.Run;
import twitcher.api.Surroundings;
import twitcher.api.Watch;
import twitcher.api.admin.WatchStatus;
import twitcher.api.admin.WatchStatus.State;
import twitcher.shell.text.Cell;
import twitcher.shell.text.Json;
import twitcher.shell.text.Times;
import twitcher.shell.text.Tone;

/** Watches as cells of a table, lines of a page and data for JSON. */
final class WatchFields {
    private static final Set<State> WELL = EnumSet.of(State.IDLE, State.RUNNING, State.PENDING, State.ARMING);
    private static final Set<State> WRONG = EnumSet.of(State.UNREADABLE, State.REFUSED, State.STOPPED);

    /** Base 64, and neither a path nor a word. */
    private static final Pattern PACKED = Pattern.compile("[A-Za-z0-9+=_-][A-Za-z0-9+/=_-]{99,}");

    private static final int MARK = 12;

    private WatchFields() {}

    static Cell node(WatchStatus status) {
        Node node = status.watch().node();
        return Cell.of(node.kind() == Node.Kind.WATCH_CHILDREN ? node.path() + " (children)" : node.path());
    }

    static Cell state(WatchStatus status) {
        String why = status.why().map(words -> ": " + words).orElse("");
        return new Cell(bareState(status).text() + why, bareState(status).tone());
    }

    /** Without why. */
    static Cell bareState(WatchStatus status) {
        Tone tone = WELL.contains(status.state()) ? Tone.GOOD : WRONG.contains(status.state()) ? Tone.BAD : Tone.NOTICE;
        return new Cell(status.state().toString(), tone);
    }

    static Cell running(WatchStatus status, Instant now) {
        Optional<Duration> longest =
                status.running().stream().map(run -> age(run, now)).max(Duration::compareTo);
        String others = status.running().size() > 1 ? " (" + status.running().size() + " runs)" : "";
        return longest.map(age -> Cell.of(Times.words(age) + others)).orElse(Cell.faint("-"));
    }

    static Duration age(Run run, Instant now) {
        return Duration.between(run.started(), now);
    }

    /** A watch in a listing. */
    static Map<String, Object> brief(WatchStatus status) {
        Watch watch = status.watch();
        return Json.object(
                "id", watch.id(),
                "znode", watch.node().path(),
                "watch_type", watch.node().kind(),
                "run_mode", watch.policy().runMode(),
                "state", status.state(),
                "why", status.why(),
                "since", status.since(),
                "waiting", status.pending(),
                "running", Outcomes.data(status.running()),
                "last", status.last().map(Outcomes::data));
    }

    /** Everything about a watch. */
    static Map<String, Object> full(WatchStatus status) {
        Map<String, Object> data = brief(status);
        data.put("node_seen", status.nodeSeen());
        data.put("node", status.seen().map(Outcomes::data));
        data.put("action", action(status.watch()));
        data.putAll(policy(status.watch().policy()));
        data.putAll(surroundings(status.watch().surroundings()));
        return data;
    }

    /** Every setting of a watch by its name in configs, those of its action behind {@code action.}. */
    static Map<String, Object> settings(Watch watch) {
        Map<String, Object> all = Json.object(
                "znode", watch.node().path(),
                "watch_type", watch.node().kind(),
                "run_mode", watch.policy().runMode());
        action(watch).forEach((name, value) -> all.put("action." + name, value));
        all.putAll(policy(watch.policy()));
        all.putAll(surroundings(watch.surroundings()));
        return all;
    }

    private static Map<String, Object> action(Watch watch) {
        Map<String, Object> action = new TreeMap<>(watch.action().settings());
        action.replaceAll((name, value) -> legible(value));
        action.put("type", watch.action().type());
        return action;
    }

    /** A word that nobody can read, such as a packed program, by its length and by what tells it apart. */
    private static Object legible(Object value) {
        if (value instanceof String word && PACKED.matcher(word).matches()) {
            String mark = Payload.ofText(word).sha256().substring(0, MARK);
            return "(" + word.length() + " characters, SHA-256 " + mark + "..)";
        }
        return value;
    }

    private static Map<String, Object> policy(Policy policy) {
        return Json.object(
                "run_on_load", policy.runOnLoad(),
                "max_parallel", policy.maxParallel(),
                "notify_signal", policy.notifySignal(),
                "timeout", policy.timeout(),
                "settle", policy.settle(),
                "splay", policy.splay(),
                "on_delete", policy.onDelete(),
                "retries", policy.retry().retries(),
                "backoff", policy.retry().backoff(),
                "max_backoff", policy.retry().maxBackoff(),
                "on_failure", policy.retry().onFailure());
    }

    private static Map<String, Object> surroundings(Surroundings surroundings) {
        return Json.object(
                "pipe_stdin", surroundings.pipeStdin(),
                "uid", surroundings.user(),
                "gid", surroundings.group(),
                "env", new TreeMap<>(surroundings.env()),
                "cwd", surroundings.cwd(),
                "umask", String.format("%03o", surroundings.umask()),
                "kill_after", surroundings.killAfter());
    }

    /** What a watch is doing, as lines. */
    static void state(Page page, WatchStatus status, Instant now) {
        page.line("znode", node(status));
        page.line("state", state(status));
        page.line("since", status.since() + " (" + Times.ago(status.since(), now) + ")");
        page.line("node", seen(status));
        page.line("waiting", status.pending() ? "a change" : "-");
    }

    private static String seen(WatchStatus status) {
        if (!status.nodeSeen()) {
            return "not read yet";
        }
        return status.seen()
                .map(stat -> "version " + stat.version() + ", set " + Instant.ofEpochMilli(stat.mtimeMillis())
                        + ", czxid " + Outcomes.hex(stat.czxid()) + ", mzxid " + Outcomes.hex(stat.mzxid()))
                .orElse("does not exist");
    }

    /** What a watch is told to do, as lines: what is set, in the words of configs. */
    static void settings(Page page, Watch watch) {
        page.line("action", action(watch));
        page.line("run_mode", watch.policy().runMode());
        changed(policy(watch.policy()), policy(Policy.DEFAULT)).forEach(page::line);
        changed(surroundings(watch.surroundings()), surroundings(Surroundings.DEFAULT))
                .forEach(page::line);
    }

    private static Map<String, Object> changed(Map<String, Object> settings, Map<String, Object> defaults) {
        settings.values().removeAll(Collections.singleton(Optional.empty()));
        settings.entrySet().removeIf(setting -> setting.getValue().equals(defaults.get(setting.getKey())));
        settings.replaceAll((name, value) -> plain(value));
        return settings;
    }

    /** As people read it. */
    static Object plain(Object value) {
        Object present = value instanceof Optional<?> maybe ? maybe.orElseThrow() : value;
        return present instanceof Duration duration ? duration.toMillis() / 1000.0 + " s" : present;
    }
}
