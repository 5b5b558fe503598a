package twitcher.shell.command;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.Watch;
import twitcher.api.admin.Forecast;
import twitcher.api.admin.Stimulus;
import twitcher.api.settings.Nearest;

/** Tells what would run, and how, and runs nothing. */
@Component(service = SimulateCommand.class)
@GogoCommand(scope = "twitcher", function = "simulate")
public final class SimulateCommand {
    private static final String[] OPTIONS = {"-o", "--output", "--no-color", "--data", "--event"};

    private final Advisers advisers;

    @Activate
    public SimulateCommand(@Reference Advisers advisers) {
        this.advisers = advisers;
    }

    @Descriptor("tells what would run if a watch's node changed, and how; runs nothing; exit 1 if nothing would")
    public void simulate(
            CommandSession session,
            @Descriptor("FORMAT: table or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("without colours")
                    @Parameter(names = "--no-color", presentValue = "true", absentValue = "false")
                    boolean noColour,
            @Descriptor("TEXT: the payload instead of the node's; @FILE for the bytes of a file, @- for standard input")
                    @Parameter(names = "--data", absentValue = Arguments.ABSENT)
                    Payload data,
            @Descriptor(
                            "EVENT: loaded, created, changed, deleted, children, retry or manual; changed unless said otherwise")
                    @Parameter(names = "--event", absentValue = Arguments.ABSENT)
                    String event,
            @Descriptor("ID: of a watch, or any part of it that no other has") String... id) {
        Listing listing = Listing.of(session, output, noColour);
        Arguments arguments = Arguments.of("simulate", id, OPTIONS);
        String part = arguments.one("the id of a watch, or a part of it");
        Optional<Payload> payload = Optional.of(data).filter(given -> !given.equals(Payload.ofText(Arguments.ABSENT)));
        Optional<Event> named =
                Optional.of(event).filter(e -> !e.equals(Arguments.ABSENT)).map(e -> event(e, arguments));
        checkTogether(named, payload, arguments);
        Watch watch = new Targets(advisers.services().watches()).one(part).watch();
        Forecast forecast = advisers.foresight()
                .simulate(watch.id(), new Stimulus(named.orElseGet(() -> usual(watch)), payload))
                .orElseThrow(() -> new Refusal(watch.id() + ": went away this moment"));
        listing.print(() -> Forecasts.data(forecast), screen -> {
            Page page = new Page().title(watch.id());
            Forecasts.lines(page, forecast);
            return page.on(screen);
        });
        Exit.unless(Forecasts.runs(forecast));
    }

    private static void checkTogether(Optional<Event> event, Optional<Payload> data, Arguments arguments) {
        if (event.equals(Optional.of(Event.DELETED)) && data.isPresent()) {
            throw arguments.misuse("--data: a node that is deleted has none; leave it out");
        }
    }

    private static Event usual(Watch watch) {
        return watch.node().kind() == Node.Kind.WATCH_CHILDREN ? Event.CHILDREN : Event.CHANGED;
    }

    private static Event event(String word, Arguments arguments) {
        List<String> words = Arrays.stream(Event.values()).map(Event::word).toList();
        return Arrays.stream(Event.values())
                .filter(event -> event.word().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        arguments.misuse("--event: must be one of " + String.join(", ", words) + ", was '" + word + "'"
                                + Nearest.to(word, words)
                                        .map(near -> "; did you mean " + near + "?")
                                        .orElse("")));
    }
}
