package twitcher.shell.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import twitcher.api.FrameworkProperties;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.ConfigFiles.FolderStatus;
import twitcher.api.admin.FileStatus;
import twitcher.api.admin.Guests.Leftover;
import twitcher.api.node.Connection;
import twitcher.api.node.NodeSource;
import twitcher.shell.command.Checkups.Checkup;
import twitcher.shell.text.Cell;
import twitcher.shell.text.Json;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Times;
import twitcher.shell.text.Tone;

/** The daemon at a glance. */
@Component(service = StatusCommand.class)
@GogoCommand(scope = "twitcher", function = "status")
public final class StatusCommand {
    private final Services services;
    private final Checkups checkups;

    @Activate
    public StatusCommand(@Reference Services services, @Reference Checkups checkups) {
        this.services = services;
        this.checkups = checkups;
    }

    @Descriptor("shows the daemon at a glance: health, ZooKeeper, watches, files, memory, bundles")
    public void status(
            CommandSession session,
            @Descriptor("FORMAT: table or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("without colours")
                    @Parameter(names = "--no-color", presentValue = "true", absentValue = "false")
                    boolean noColour,
            @Descriptor(Arguments.NONE) String... none)
            throws InterruptedException {
        Listing listing = Listing.of(session, output, noColour);
        Arguments.ofListing("status", none).none();
        Machine machine = Machine.now();
        List<Checkup> health = checkups.all();
        listing.print(() -> data(machine, health), screen -> text(machine, health, screen));
    }

    private Map<String, Object> data(Machine machine, List<Checkup> health) {
        Optional<FolderStatus> folder = services.filesIfThere().map(ConfigFiles::folder);
        return Json.object(
                "version", version(),
                "pid", machine.pid(),
                "started", machine.started(),
                "health", Checkups.worst(health),
                "unwell",
                        health.stream()
                                .filter(checkup -> !checkup.well())
                                .map(Checkup::name)
                                .toList(),
                "zookeeper", connection().map(StatusCommand::data),
                "watches", watches(),
                "files", files().map(StatusCommand::countOfFiles),
                "folder", folder.map(FolderStatus::path),
                "held", folder.flatMap(FolderStatus::held),
                "heap_bytes", machine.heapUsed(),
                "heap_max_bytes", machine.heapMax(),
                "resident_bytes", machine.resident(),
                "threads", machine.threads(),
                "leftover_threads",
                        services.leftovers().stream().map(StatusCommand::data).toList(),
                "bundles", services.context().getBundles().length,
                "bundles_not_active",
                        notActive().stream().map(Bundle::getSymbolicName).toList());
    }

    private static Map<String, Object> data(Connection connection) {
        return Json.object(
                "state", connection.state(),
                "since", connection.since(),
                "servers", connection.servers(),
                "detail", connection.detail(),
                "znodes", connection.nodes(),
                "unread", connection.unread(),
                "connections", connection.counters().connections(),
                "sessions", connection.counters().sessions(),
                "reads", connection.counters().reads(),
                "audited", connection.counters().audited(),
                "repaired", connection.counters().repaired());
    }

    private String text(Machine machine, List<Checkup> health, Screen screen) {
        Instant now = Instant.now();
        Page page = new Page()
                .title("twitcher " + version() + ", pid " + machine.pid() + ", up "
                        + Times.words(Duration.between(machine.started(), now)));
        page.line("health", HealthCommand.line(health));
        page.line("zookeeper", connection().map(c -> cell(c, now)).orElseGet(() -> away("twitcher.zk")));
        page.line("znodes", connection().map(StatusCommand::nodes).orElseGet(() -> Cell.of("-")));
        page.line("watches", watches().map(StatusCommand::watches).orElseGet(() -> away("twitcher.engine")));
        page.line("files", files().map(StatusCommand::files).orElseGet(() -> away("twitcher.config")));
        services.filesIfThere().map(ConfigFiles::folder).ifPresent(folder -> page.line("folder", cell(folder)));
        machine.lines(page);
        page.line("bundles", bundles());
        services.leftovers().forEach(left -> page.line("left behind", cell(left)));
        return page.on(screen);
    }

    private static Map<String, Object> data(Leftover left) {
        return Json.object(
                "thread", left.thread(), "bundle", left.bundle(), "doing", left.doing(), "since", left.since());
    }

    private static Cell cell(Leftover left) {
        return new Cell("thread " + left.thread() + " of " + left.bundle() + ": " + left.doing(), Tone.BAD);
    }

    private static Cell cell(Connection connection, Instant now) {
        Tone tone = connection.state() == Connection.State.CONNECTED ? Tone.GOOD : Tone.BAD;
        String servers = connection.servers().isEmpty() ? "" : " to " + connection.servers();
        String detail = connection.detail().map(words -> ": " + words).orElse("");
        Duration since = Duration.between(connection.since(), now);
        return new Cell(connection.state() + servers + " for " + Times.words(since) + detail, tone);
    }

    private static Cell nodes(Connection connection) {
        String unread = connection.unread() == 0 ? "" : ", " + connection.unread() + " not read yet";
        long repaired = connection.counters().repaired();
        String found = repaired == 0 ? "" : ", " + repaired + " missed changes found by the audit (see the log)";
        return new Cell(connection.nodes() + " watched" + unread + found, repaired == 0 ? Tone.PLAIN : Tone.BAD);
    }

    private static Cell watches(Map<String, Long> counts) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        return new Cell(words(total, counts), Tone.PLAIN);
    }

    private static Cell files(List<FileStatus> files) {
        Map<String, Long> counts = countOfFiles(files);
        return new Cell(words(files.size(), counts), counts.containsKey("ERROR") ? Tone.BAD : Tone.PLAIN);
    }

    private static String words(long total, Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", ", total + (counts.isEmpty() ? "" : ": "), ""));
    }

    private static Cell cell(FolderStatus folder) {
        return folder.held()
                .map(why -> new Cell(folder.path() + ": its watches are HELD: " + why, Tone.BAD))
                .orElse(Cell.of(folder.path()));
    }

    private Cell away(String bundle) {
        return new Cell("not running: " + services.absence(bundle), Tone.BAD);
    }

    private Cell bundles() {
        int all = services.context().getBundles().length;
        String missing = notActive().stream()
                .map(bundle -> bundle.getSymbolicName() + " " + Bundles.state(bundle))
                .collect(Collectors.joining(", "));
        return missing.isEmpty() ? Cell.of(all + ", all active") : new Cell(all + ", not active: " + missing, Tone.BAD);
    }

    private List<Bundle> notActive() {
        return Bundles.notActive(services.context());
    }

    private static Map<String, Long> countOfFiles(List<FileStatus> files) {
        return count(files, file -> file.state().name());
    }

    private static <T> Map<String, Long> count(List<T> things, Function<T, String> by) {
        return things.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
    }

    private Optional<Connection> connection() {
        return services.nodes().map(NodeSource::connection);
    }

    /** How many are in which state; not the list, which would take long when there are many. */
    private Optional<Map<String, Long>> watches() {
        return services.watchesIfThere().map(watches -> {
            Map<String, Long> counts = new TreeMap<>();
            watches.counts().forEach((state, count) -> counts.put(state.name(), count));
            return counts;
        });
    }

    private Optional<List<FileStatus>> files() {
        return services.filesIfThere().map(ConfigFiles::list);
    }

    private String version() {
        return services.context().getProperty(FrameworkProperties.VERSION);
    }
}
