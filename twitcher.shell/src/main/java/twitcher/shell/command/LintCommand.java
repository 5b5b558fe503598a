package twitcher.shell.command;

import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import twitcher.api.admin.Candidate;
import twitcher.api.admin.Proof;
import twitcher.api.admin.Proofreader;
import twitcher.shell.socket.Request.Attached;

/** Says what the loader would say of files, without loading them. */
@Component(service = LintCommand.class)
@GogoCommand(scope = "twitcher", function = "lint")
public final class LintCommand {
    private static final String[] OPTIONS = {"-o", "--output", "--no-color", "--as", "--insecure_config"};

    private final Advisers advisers;

    @Activate
    public LintCommand(@Reference Advisers advisers) {
        this.advisers = advisers;
    }

    @Descriptor("checks files as the loader does, and loads nothing; exit 1 unless all are fine")
    public void lint(
            CommandSession session,
            @Descriptor("FORMAT: table or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("without colours")
                    @Parameter(names = "--no-color", presentValue = "true", absentValue = "false")
                    boolean noColour,
            @Descriptor("NAME: what the file is called here; its ending says what it is")
                    @Parameter(names = "--as", absentValue = Arguments.ABSENT)
                    String as,
            @Descriptor("whoever could have written the files")
                    @Parameter(names = "--insecure_config", presentValue = "true", absentValue = "false")
                    boolean vouched,
            @Descriptor("FILE...: configs, .cfg files and bundles; - is standard input") Object... files) {
        Listing listing = Listing.of(session, output, noColour);
        Arguments arguments = new Arguments("lint", List.of(), List.of(OPTIONS));
        Optional<String> name = arguments.option("--as", as);
        List<Attached> opened = AttachedFiles.of(session).all(files, arguments);
        if (opened.isEmpty()) {
            throw arguments.misuse("needs a file, or - for standard input");
        } else if (name.isPresent() && opened.size() > 1) {
            throw arguments.misuse("--as: names one file, was given " + opened.size());
        }
        List<Proof> proofs = read(opened, name, vouched ? Candidate.Trust.VOUCHED : Candidate.Trust.AS_LOADED);
        listing.print(
                () -> proofs.stream().map(Proofs::data).toList(),
                screen ->
                        proofs.stream().map(proof -> Proofs.text(proof, screen)).reduce("", String::concat));
        Exit.unless(proofs.stream().allMatch(proof -> proof.state() == Proof.State.FINE));
    }

    private List<Proof> read(List<Attached> files, Optional<String> as, Candidate.Trust trust) {
        Proofreader proofreader = advisers.proofreader();
        return files.stream()
                .map(file -> proofreader.read(AttachedFiles.candidate(file, as, trust)))
                .toList();
    }
}
