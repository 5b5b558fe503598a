package twitcher.shell.command;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import twitcher.api.RunListener;
import twitcher.api.admin.SightingListener;

/** What happens, as it happens. */
@Component(service = TailCommand.class)
@GogoCommand(scope = "twitcher", function = "tail")
public final class TailCommand {
    private static final String[] OPTIONS = {"-o", "--output", "--no-color", "-n", "--number"};

    private static final Filter<String> BY_PART = new Filter<>("no watch has '%s' in its id", List::of);

    private final Services services;

    @Activate
    public TailCommand(@Reference Services services) {
        this.services = services;
    }

    @Descriptor("shows what happens as it happens, until Ctrl-C: changes seen, runs started and ended, connections")
    public void tail(
            CommandSession session,
            @Descriptor("FORMAT: table, or json: an object a line")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("without colours")
                    @Parameter(names = "--no-color", presentValue = "true", absentValue = "false")
                    boolean noColour,
            @Descriptor("N: ends after so many lines")
                    @Parameter(
                            names = {"-n", "--number"},
                            absentValue = Arguments.ABSENT)
                    String number,
            @Descriptor("[PART]: only watches that have it in their id") String... part)
            throws InterruptedException {
        Listing listing = Listing.of(session, output, noColour);
        Arguments arguments = Arguments.of("tail", part, OPTIONS);
        Optional<String> wanted = arguments.atMostOne("a part of an id");
        long lines = arguments
                .option("-n", number)
                .map(written -> (long) Numbers.positive(written, arguments))
                .orElse(Long.MAX_VALUE);
        List<String> ids = new Targets(services.watches()).ids();
        services.ofWatch(wanted.orElse(""), () -> BY_PART.of(wanted, ids));
        follow(new Happenings(wanted.orElse("")), new HappeningPrinter(listing, services::nodes), lines);
    }

    /** Listens only as long as somebody reads. */
    private void follow(Happenings happenings, HappeningPrinter printer, long lines) throws InterruptedException {
        Dictionary<String, Object> none = new Hashtable<>();
        ServiceRegistration<?> registration = services.context()
                .registerService(
                        new String[] {RunListener.class.getName(), SightingListener.class.getName()}, happenings, none);
        try {
            printer.print(happenings, lines);
        } finally {
            registration.unregister();
        }
    }
}
