package twitcher.shell.command;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import twitcher.shell.text.Json;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Times;

/** The daemon at work, refreshed until Ctrl-C. */
@Component(service = TopCommand.class)
@GogoCommand(scope = "twitcher", function = "top")
public final class TopCommand {
    private static final String[] OPTIONS = {"-o", "--output", "--no-color", "-n", "--number", "-d", "--delay"};
    private static final String HOME = "\u001b[H";
    private static final String CLEAR = "\u001b[2J";
    private static final String END_OF_LINE = "\u001b[K";
    private static final String BELOW = "\u001b[J";

    private final Services services;
    private final Checkups checkups;

    @Activate
    public TopCommand(@Reference Services services, @Reference Checkups checkups) {
        this.services = services;
        this.checkups = checkups;
    }

    @Descriptor("shows the daemon at work, refreshed until Ctrl-C: rates, what runs, what waits, what is wrong")
    public void top(
            CommandSession session,
            @Descriptor("FORMAT: table, or json: one picture")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("without colours")
                    @Parameter(names = "--no-color", presentValue = "true", absentValue = "false")
                    boolean noColour,
            @Descriptor("TIME: between two pictures, such as 5s; 2s unless said otherwise")
                    @Parameter(
                            names = {"-d", "--delay"},
                            absentValue = "2s")
                    String delay,
            @Descriptor("N: ends after so many pictures; 1 unless it is shown on a terminal")
                    @Parameter(
                            names = {"-n", "--number"},
                            absentValue = Arguments.ABSENT)
                    String number,
            @Descriptor(Arguments.NONE) String... none)
            throws InterruptedException {
        Listing listing = Listing.of(session, output, noColour);
        Arguments arguments = Arguments.of("top", none, OPTIONS);
        arguments.none();
        Duration pause = Times.parse(delay)
                .filter(length -> !length.isZero())
                .orElseThrow(() ->
                        arguments.misuse("-d: must be a number and s, m, h or d, such as 2s, was '" + delay + "'"));
        boolean live = listing.screen().terminal() && !listing.json();
        int pictures = arguments
                .option("-n", number)
                .map(written -> Numbers.positive(written, arguments))
                .orElse(live ? Integer.MAX_VALUE : 1);
        if (listing.json()) {
            Listing.print(Json.of(picture(Optional.empty()).data()));
        } else {
            show(session, noColour, pause, pictures);
        }
    }

    /** Asks for the screen again each time: the window of a session may change. */
    private void show(CommandSession session, boolean noColour, Duration pause, int pictures)
            throws InterruptedException {
        Optional<TopPicture> before = Optional.empty();
        for (int i = 0; i < pictures; i++) {
            if (i > 0) {
                Thread.sleep(pause.toMillis());
            }
            TopPicture now = picture(before);
            Screen screen = noColour ? Screen.of(session).plain() : Screen.of(session);
            String text = now.text(screen);
            Listing.print(screen.terminal() ? painted(text, i == 0) : text);
            before = Optional.of(now);
        }
    }

    private TopPicture picture(Optional<TopPicture> before) throws InterruptedException {
        return TopPicture.of(services, checkups.all(), Instant.now(), before);
    }

    /** Over the picture before, without a flicker. */
    private static String painted(String text, boolean first) {
        return (first ? CLEAR : "") + HOME + text.replace("\n", END_OF_LINE + "\n") + BELOW;
    }
}
