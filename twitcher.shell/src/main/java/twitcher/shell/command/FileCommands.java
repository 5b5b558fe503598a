package twitcher.shell.command;

import java.time.Instant;
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
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.ConfigFiles.Accept;
import twitcher.api.admin.FileStatus;
import twitcher.shell.text.Cell;
import twitcher.shell.text.Json;
import twitcher.shell.text.Printable;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Table;
import twitcher.shell.text.Times;
import twitcher.shell.text.Tone;

/** The watched folder. */
@Component(service = FileCommands.class)
@GogoCommand(
        scope = "twitcher",
        function = {"configs", "rescan"})
public final class FileCommands {
    private static final Filter<FileStatus> BY_PART =
            new Filter<>("no file of the watched folder has '%s' in its name", file -> List.of(file.file()));

    private final Services services;

    @Activate
    public FileCommands(@Reference Services services) {
        this.services = services;
    }

    @Descriptor("lists the files of the watched folder, and everything that is wrong with them")
    public void configs(
            CommandSession session,
            @Descriptor("FORMAT: table or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("without colours")
                    @Parameter(names = "--no-color", presentValue = "true", absentValue = "false")
                    boolean noColour,
            @Descriptor("[PART]: only files that have it in their name") String... part) {
        Listing listing = Listing.of(session, output, noColour);
        Optional<String> wanted = Arguments.ofListing("configs", part).atMostOne("a part of a name");
        ConfigFiles files = services.files();
        List<FileStatus> found = BY_PART.of(wanted, files.list());
        listing.print(() -> found.stream().map(FileCommands::data).toList(), screen -> text(files, found, screen));
    }

    private static Map<String, Object> data(FileStatus file) {
        return Json.object(
                "file", file.file(),
                "kind", file.kind(),
                "state", file.state(),
                "watches", file.watches(),
                "since", file.since(),
                "problems", file.problems());
    }

    private static String text(ConfigFiles files, List<FileStatus> found, Screen screen) {
        StringBuilder text = new StringBuilder();
        files.folder().held().ifPresent(why -> text.append(held(files.folder().path(), why, screen)));
        text.append(found.isEmpty() ? "no files in " + files.folder().path() + "\n" : table(found, screen));
        found.forEach(file -> file.problems()
                .forEach(problem -> text.append(Printable.line(problem)).append('\n')));
        return text.toString();
    }

    private static String held(String folder, String why, Screen screen) {
        String words = Printable.line(folder + ": its watches are held: " + why)
                + "; 'rescan --accept' takes the folder as it is";
        return (screen.colour() ? Tone.BAD.on(words) : words) + "\n";
    }

    private static String table(List<FileStatus> files, Screen screen) {
        Instant now = Instant.now();
        Table table = new Table("FILE", "KIND", "STATE", "WATCHES", "SINCE");
        files.forEach(file -> table.row(
                Cell.of(file.file()),
                Cell.of(file.kind()),
                new Cell(file.state().name(), tone(file.state())),
                Cell.of(file.watches()),
                Cell.of(Times.ago(file.since(), now))));
        return table.on(screen);
    }

    private static Tone tone(FileStatus.State state) {
        return switch (state) {
            case ACTIVE -> Tone.GOOD;
            case ERROR -> Tone.BAD;
            case WAITING, SETTLING -> Tone.NOTICE;
        };
    }

    @Descriptor("looks at the whole watched folder now, and waits until what it found is dealt with")
    public void rescan(
            @Descriptor("takes a folder that looks lost as it is")
                    @Parameter(names = "--accept", presentValue = "true", absentValue = "false")
                    boolean accept,
            @Descriptor(Arguments.NONE) String... none) {
        Arguments.of("rescan", none, "--accept").none();
        String found = services.files().rescan(accept ? Accept.ACCEPT_FOLDER : Accept.KEEP_GUARD);
        Listing.print(Printable.lines(found) + "\n");
    }
}
