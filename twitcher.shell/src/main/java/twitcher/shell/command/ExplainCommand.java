package twitcher.shell.command;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import twitcher.api.admin.Explanation;
import twitcher.api.admin.Explanation.Obstacle;
import twitcher.api.admin.Explanation.Step;
import twitcher.api.admin.WatchStatus;
import twitcher.api.node.Connection;
import twitcher.api.node.NodeSource;
import twitcher.shell.text.Cell;
import twitcher.shell.text.Json;
import twitcher.shell.text.Printable;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Times;
import twitcher.shell.text.Tone;

/** Why something ran, or did not. */
@Component(service = ExplainCommand.class)
@GogoCommand(scope = "twitcher", function = "explain")
public final class ExplainCommand {
    private static final int WORDS_FROM = 10;

    private final Services services;

    @Activate
    public ExplainCommand(@Reference Services services) {
        this.services = services;
    }

    @Descriptor("tells why the last change of a watch was run, or was not: every step, and what stands in the way")
    public void explain(
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
        String part = Arguments.ofListing("explain", id).one("the id of a watch, or a part of it");
        WatchStatus status = services.ofWatch(part, () -> new Targets(services.watches()).one(part));
        Explanation told = services.insight()
                .explain(status.watch().id())
                .orElseThrow(() -> new Refusal(status.watch().id() + ": went away this moment"));
        listing.print(() -> data(status, told), screen -> text(status, told, screen));
    }

    private Map<String, Object> data(WatchStatus status, Explanation told) {
        return Json.object(
                "watch", told.watchId(),
                "znode", status.watch().node().path(),
                "state", status.state(),
                "verdict", told.verdict(),
                "answer", told.answer(),
                "event", told.event().map(event -> event.word()),
                "node", told.stat().map(Outcomes::data),
                "steps", told.steps().stream().map(ExplainCommand::data).toList(),
                "obstacles",
                        told.obstacles().stream()
                                .map(o -> Json.object("reason", o.reason(), "words", o.words()))
                                .toList(),
                "zookeeper", connection().map(Connection::state));
    }

    private static Map<String, Object> data(Step step) {
        return Json.object("step", step.kind(), "at", step.at(), "words", step.words(), "run", step.run());
    }

    private Optional<Connection> connection() {
        return services.nodes().map(NodeSource::connection);
    }

    private String text(WatchStatus status, Explanation told, Screen screen) {
        Page page = new Page().title(told.watchId());
        page.line("answer", new Cell(told.answer(), tone(told)));
        page.line("znode", WatchFields.node(status));
        page.line("state", saidElsewhere(status, told) ? WatchFields.bareState(status) : WatchFields.state(status));
        connection()
                .filter(c -> c.state() != Connection.State.CONNECTED)
                .ifPresent(c -> page.line("zookeeper", away(c)));
        StringBuilder text = new StringBuilder(page.on(screen));
        steps(text, told.steps(), screen);
        obstacles(text, told.obstacles(), screen);
        return text.toString();
    }

    /** Whether an obstacle says why it is as it is. */
    private static boolean saidElsewhere(WatchStatus status, Explanation told) {
        return status.why()
                .filter(why -> told.obstacles().stream().anyMatch(o -> o.words().startsWith(why)))
                .isPresent();
    }

    private static Tone tone(Explanation told) {
        return switch (told.verdict()) {
            case RAN -> told.obstacles().isEmpty() ? Tone.GOOD : Tone.NOTICE;
            case FAILED -> Tone.BAD;
            case UNSEEN, ENDED, RUNS, WAITS, SKIPPED -> Tone.NOTICE;
        };
    }

    private static Cell away(Connection connection) {
        return new Cell(
                connection.state() + " since " + connection.since().truncatedTo(ChronoUnit.MILLIS)
                        + ": what changed since then is not known yet",
                Tone.BAD);
    }

    private static void steps(StringBuilder text, List<Step> steps, Screen screen) {
        if (!steps.isEmpty()) {
            text.append('\n')
                    .append(toned(Tone.STRONG, "what happened", screen))
                    .append('\n');
        }
        Optional<Instant> before = Optional.empty();
        for (Step step : steps) {
            String at = step.at().truncatedTo(ChronoUnit.MILLIS)
                    + before.map(b -> after(b, step.at())).orElse("");
            text.append(toned(Tone.FAINT, pad(at, 35), screen))
                    .append(pad(step.kind().name().toLowerCase(Locale.ROOT), WORDS_FROM))
                    .append(Printable.line(step.words()))
                    .append('\n');
            before = Optional.of(step.at());
        }
    }

    private static String after(Instant before, Instant at) {
        Duration later = Duration.between(before, at);
        return later.isNegative() ? "" : " +" + Times.words(later);
    }

    private static void obstacles(StringBuilder text, List<Obstacle> obstacles, Screen screen) {
        if (!obstacles.isEmpty()) {
            text.append('\n')
                    .append(toned(Tone.STRONG, "what stands in the way", screen))
                    .append('\n');
        }
        obstacles.forEach(obstacle -> text.append(
                        toned(Tone.NOTICE, pad(obstacle.reason().name(), 16), screen))
                .append(Printable.line(obstacle.words()))
                .append('\n'));
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }

    private static String toned(Tone tone, String text, Screen screen) {
        return screen.colour() ? tone.on(text) : text;
    }
}
