package twitcher.shell.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import twitcher.api.admin.Candidate;
import twitcher.api.admin.Forecast;
import twitcher.api.admin.Foresight;
import twitcher.api.admin.Proof;
import twitcher.api.admin.Proofreader;
import twitcher.api.admin.Replacement;
import twitcher.api.config.WatchFile;
import twitcher.shell.socket.Request.Attached;

/** Tells what a file would change if it were in the watched folder, and changes nothing. */
@Component(service = PlanCommand.class)
@GogoCommand(scope = "twitcher", function = "plan")
public final class PlanCommand {
    private static final String[] OPTIONS = {"-o", "--output", "--no-color", "--as", "--insecure_config"};

    private final Advisers advisers;

    @Activate
    public PlanCommand(@Reference Advisers advisers) {
        this.advisers = advisers;
    }

    @Descriptor("tells what a file would change in the watched folder, and what would run; exit 1 unless it is fine")
    public void plan(
            CommandSession session,
            @Descriptor("FORMAT: table or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("without colours")
                    @Parameter(names = "--no-color", presentValue = "true", absentValue = "false")
                    boolean noColour,
            @Descriptor("NAME: the file of the watched folder that it would be; needed unless it lies in there")
                    @Parameter(names = "--as", absentValue = Arguments.ABSENT)
                    String as,
            @Descriptor("whoever could have written the file")
                    @Parameter(names = "--insecure_config", presentValue = "true", absentValue = "false")
                    boolean vouched,
            @Descriptor("FILE: a config, a .cfg file or a bundle; - is standard input") Object... file) {
        Listing listing = Listing.of(session, output, noColour);
        Arguments arguments = new Arguments("plan", List.of(), List.of(OPTIONS));
        Optional<String> named = arguments.option("--as", as);
        List<Attached> opened = AttachedFiles.of(session).all(file, arguments);
        if (opened.size() != 1) {
            throw arguments.misuse(
                    opened.isEmpty()
                            ? "needs a file, or - for standard input"
                            : "takes one file, was given " + opened.size());
        }
        Candidate.Trust trust = vouched ? Candidate.Trust.VOUCHED : Candidate.Trust.AS_LOADED;
        Candidate candidate = AttachedFiles.candidate(opened.get(0), Optional.empty(), trust);
        Proofreader proofreader = advisers.proofreader();
        Replacement replacement = proofreader.replace(name(named, candidate, proofreader, arguments), candidate);
        Plan plan = new Plan(replacement, forecasts(replacement));
        listing.print(plan::data, plan::text);
        Exit.unless(replacement.proof().state() == Proof.State.FINE);
    }

    private String name(Optional<String> named, Candidate candidate, Proofreader proofreader, Arguments arguments) {
        return named.or(() -> candidate.path().flatMap(proofreader::place))
                .orElseThrow(() -> arguments.misuse(candidate.name() + ": is not in the watched folder "
                        + advisers.services().files().folder().path()
                        + "; say with --as which file there it would be" + example(candidate)));
    }

    private static String example(Candidate candidate) {
        return candidate
                .path()
                .map(Path::getFileName)
                .map(name -> ", such as --as " + name)
                .orElse("");
    }

    /** What would run; nothing is known of that while the engine is away. */
    private Map<String, Forecast> forecasts(Replacement replacement) {
        boolean loads = replacement.proof().state() != Proof.State.ERROR
                && replacement.effects().isEmpty();
        Optional<Foresight> foresight = advisers.foresightIfThere().filter(there -> loads);
        WatchFile next = new WatchFile(replacement.file(), 0, replacement.after(), replacement.held());
        return foresight.map(there -> Plan.byId(there.load(next))).orElse(Map.of());
    }
}
