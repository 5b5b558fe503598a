package twitcher.shell.command;

import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.Result.Status;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import twitcher.shell.command.Checkups.Checkup;
import twitcher.shell.text.Cell;
import twitcher.shell.text.Json;
import twitcher.shell.text.Printable;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Tone;

/** Whether the daemon is well. */
@Component(service = HealthCommand.class)
@GogoCommand(scope = "twitcher", function = "hc")
public final class HealthCommand {
    private final Checkups checkups;

    @Activate
    public HealthCommand(@Reference Checkups checkups) {
        this.checkups = checkups;
    }

    @Descriptor("runs the health checks: exit code 0 if none is worse than WARN, else 1")
    public void hc(
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
        Arguments.ofListing("hc", none).none();
        List<Checkup> found = checkups.all();
        listing.print(() -> found.stream().map(HealthCommand::data).toList(), screen -> text(found, screen));
        List<String> bad = found.stream()
                .filter(checkup -> checkup.status().compareTo(Status.WARN) > 0)
                .map(checkup -> checkup.name() + " is " + checkup.status())
                .toList();
        if (!bad.isEmpty()) {
            throw new Refusal(String.join(", ", bad));
        }
    }

    private static Map<String, Object> data(Checkup checkup) {
        return Json.object("check", checkup.name(), "status", checkup.status(), "words", checkup.words());
    }

    private static String text(List<Checkup> found, Screen screen) {
        if (found.isEmpty()) {
            return "no checks: the bundle twitcher.health is not running\n";
        }
        StringBuilder text = new StringBuilder();
        for (Checkup checkup : found) {
            String status = screen.colour()
                    ? tone(checkup.status()).on(checkup.status().name())
                    : checkup.status().name();
            String start =
                    checkup.name() + " ".repeat(Math.max(1, 12 - checkup.name().length()));
            text.append(start).append(status);
            String gap = " ".repeat(Math.max(1, 10 - checkup.status().name().length()));
            for (String words : checkup.words()) {
                text.append(gap).append(Printable.line(words)).append('\n');
                gap = " ".repeat(22);
            }
            text.append(checkup.words().isEmpty() ? "\n" : "");
        }
        return text.toString();
    }

    static Tone tone(Status status) {
        return switch (status) {
            case OK -> Tone.GOOD;
            case WARN, TEMPORARILY_UNAVAILABLE -> Tone.NOTICE;
            case CRITICAL, HEALTH_CHECK_ERROR -> Tone.BAD;
        };
    }

    /** What is not well, on a line. */
    static Cell line(List<Checkup> found) {
        if (found.isEmpty()) {
            return new Cell("not known: the bundle twitcher.health is not running", Tone.NOTICE);
        }
        Status worst = Checkups.worst(found);
        String why = found.stream()
                .filter(checkup -> !checkup.well())
                .map(checkup -> checkup.name() + ": " + String.join("; ", checkup.words()))
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
        return new Cell(worst + (why.isEmpty() ? "" : ": " + why), tone(worst));
    }
}
