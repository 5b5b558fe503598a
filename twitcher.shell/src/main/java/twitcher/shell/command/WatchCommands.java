package twitcher.shell.command;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import twitcher.api.admin.WatchStatus;
import twitcher.shell.text.Cell;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Table;
import twitcher.shell.text.Times;

/** What is watched. */
@Component(service = WatchCommands.class)
@GogoCommand(
        scope = "twitcher",
        function = {"watches", "watch"})
public final class WatchCommands {
    private static final Filter<WatchStatus> BY_PART = new Filter<>(
            "no watch has '%s' in its id or its node's path",
            status -> List.of(status.watch().id(), status.watch().node().path()));

    private final Services services;

    @Activate
    public WatchCommands(@Reference Services services) {
        this.services = services;
    }

    @Descriptor("lists the watches: what each is doing and how its last run ended")
    public void watches(
            CommandSession session,
            @Descriptor("FORMAT: table or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("without colours")
                    @Parameter(names = "--no-color", presentValue = "true", absentValue = "false")
                    boolean noColour,
            @Descriptor("[PART]: only those that have it in their id or node's path") String... part) {
        Listing listing = Listing.of(session, output, noColour);
        Optional<String> wanted = Arguments.ofListing("watches", part).atMostOne("a part of an id or path");
        List<WatchStatus> all = services.watches().list();
        List<WatchStatus> found = services.ofWatch(wanted.orElse(""), () -> BY_PART.of(wanted, all));
        listing.print(() -> found.stream().map(WatchFields::brief).toList(), screen -> table(found, screen));
    }

    private static String table(List<WatchStatus> statuses, Screen screen) {
        Instant now = Instant.now();
        Table table = new Table("ID", "ZNODE", "MODE", "STATE", "LAST RUN", "WAITING", "RUNNING FOR");
        statuses.forEach(status -> table.row(
                Cell.of(status.watch().id()),
                WatchFields.node(status),
                Cell.of(status.watch().policy().runMode()),
                WatchFields.state(status),
                Outcomes.last(status.last(), now),
                status.pending() ? Cell.of("a change") : Cell.faint("-"),
                WatchFields.running(status, now)));
        return statuses.isEmpty() ? "no watches\n" : table.on(screen);
    }

    @Descriptor("shows everything about one watch")
    public void watch(
            CommandSession session,
            @Descriptor("FORMAT: table or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("without colours")
                    @Parameter(names = "--no-color", presentValue = "true", absentValue = "false")
                    boolean noColour,
            @Descriptor("ID: or any part of it that no other watch has") String... id) {
        Listing listing = Listing.of(session, output, noColour);
        String part = Arguments.ofListing("watch", id).one("the id of a watch, or a part of it");
        WatchStatus status = services.ofWatch(part, () -> new Targets(services.watches()).one(part));
        listing.print(() -> WatchFields.full(status), screen -> page(status, screen));
    }

    private static String page(WatchStatus status, Screen screen) {
        Instant now = Instant.now();
        Page page = new Page().title(status.watch().id());
        WatchFields.state(page, status, now);
        page.line("last run", Outcomes.last(status.last(), now));
        status.running()
                .forEach(run -> page.line(
                        "running",
                        run.id() + ", " + run.event().word() + ", for " + Times.words(WatchFields.age(run, now))));
        WatchFields.settings(page, status.watch());
        return page.on(screen);
    }
}
