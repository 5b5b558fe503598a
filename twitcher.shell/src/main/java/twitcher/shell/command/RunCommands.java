package twitcher.shell.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import twitcher.api.Run;
import twitcher.shell.text.Cell;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Table;
import twitcher.shell.text.Times;

/** What has run. */
@Component(service = RunCommands.class)
@GogoCommand(
        scope = "twitcher",
        function = {"runs", "log"})
public final class RunCommands {
    private static final String[] OPTIONS = {"-o", "--output", "--no-color", "--failed", "--since", "-n", "--number"};

    private final Services services;

    @Activate
    public RunCommands(@Reference Services services) {
        this.services = services;
    }

    @Descriptor("lists runs, the newest first: why each was started and how it ended")
    public void runs(
            CommandSession session,
            @Descriptor("FORMAT: table or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("without colours")
                    @Parameter(names = "--no-color", presentValue = "true", absentValue = "false")
                    boolean noColour,
            @Descriptor("only those that failed")
                    @Parameter(names = "--failed", presentValue = "true", absentValue = "false")
                    boolean failed,
            @Descriptor("TIME: only those started within it, such as 90s, 30m, 2h or 1d")
                    @Parameter(names = "--since", absentValue = Arguments.ABSENT)
                    String since,
            @Descriptor("N: at most so many; 20 unless said otherwise")
                    @Parameter(
                            names = {"-n", "--number"},
                            absentValue = "20")
                    String number,
            @Descriptor("[ID]: of a watch, or any part of it that no other has") String... id) {
        Listing listing = Listing.of(session, output, noColour);
        Arguments arguments = Arguments.of("runs", id, OPTIONS);
        Optional<String> part = arguments.atMostOne("the id of a watch, or a part of it");
        int limit = Numbers.positive(number, arguments);
        Optional<Duration> within = arguments.option("--since", since).map(written -> duration(written, arguments));
        Predicate<Run> wanted = started(within).and(run -> !failed || failed(run));
        List<Run> found = find(part, limit, wanted, failed || within.isPresent());
        listing.print(() -> Outcomes.data(found), screen -> table(found, screen));
    }

    private static Duration duration(String since, Arguments arguments) {
        return Times.parse(since)
                .orElseThrow(() -> arguments.misuse(
                        "--since: must be a number and s, m, h or d, such as 2h, was '" + since + "'"));
    }

    private static Predicate<Run> started(Optional<Duration> within) {
        Instant earliest = within.map(Instant.now()::minus).orElse(Instant.MIN);
        return run -> !run.started().isBefore(earliest);
    }

    private static boolean failed(Run run) {
        return run.end().filter(end -> end.outcome().failure()).isPresent();
    }

    private List<Run> find(Optional<String> part, int limit, Predicate<Run> wanted, boolean chosen) {
        Optional<String> id =
                part.map(p -> new Targets(services.watches()).one(p).watch().id());
        return services.watches().runs(id, chosen ? Integer.MAX_VALUE : limit).stream()
                .filter(wanted)
                .limit(limit)
                .toList();
    }

    private static String table(List<Run> runs, Screen screen) {
        Instant now = Instant.now();
        Table table = new Table("RUN", "WATCH", "EVENT", "ATTEMPT", "STARTED", "TOOK", "ENDED");
        runs.forEach(run -> table.row(
                Cell.of(run.id()),
                Cell.of(run.watchId()),
                Cell.of(run.event().word()),
                Cell.of(run.attempt()),
                Cell.of(Times.ago(run.started(), now)),
                Cell.of(Times.words(run.end().map(Run.End::took).orElse(WatchFields.age(run, now)))),
                Outcomes.cell(run)));
        return runs.isEmpty() ? "no runs\n" : table.on(screen);
    }

    @Descriptor("shows one run and what is kept of its output")
    public void log(
            CommandSession session,
            @Descriptor("FORMAT: table or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("without colours")
                    @Parameter(names = "--no-color", presentValue = "true", absentValue = "false")
                    boolean noColour,
            @Descriptor("RUN: its id, or any part of it that no other run has") String... run) {
        Listing listing = Listing.of(session, output, noColour);
        String part = Arguments.ofListing("log", run).one("the id of a run, or a part of it");
        Run found = new RunTargets(services.watches()).any(part);
        listing.print(() -> data(found), screen -> RunLog.of(found, screen));
    }

    private static Map<String, Object> data(Run run) {
        Map<String, Object> data = Outcomes.data(run);
        data.put("output", run.end().map(end -> Outcomes.data(end.output())));
        return data;
    }
}
