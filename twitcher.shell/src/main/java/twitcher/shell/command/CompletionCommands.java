package twitcher.shell.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import twitcher.api.Run;
import twitcher.api.admin.FileStatus;
import twitcher.api.admin.WatchStatus;

/** What the tabulator may complete. Each list is empty when the part of the daemon that knows it is away. */
@Component(service = CompletionCommands.class)
@GogoCommand(
        scope = "_complete",
        function = {"watches", "runs", "files", "znodes"})
public final class CompletionCommands {
    private static final int RUNS = 1000;

    private final Services services;

    @Activate
    public CompletionCommands(@Reference Services services) {
        this.services = services;
    }

    /** The ids of all watches. */
    public List<String> watches() {
        return statuses().map(status -> status.watch().id()).toList();
    }

    /** The ids of the newest runs. */
    public List<String> runs() {
        return services.watchesIfThere().stream()
                .flatMap(watches -> watches.runs(Optional.empty(), RUNS).stream())
                .map(Run::id)
                .toList();
    }

    /** The names of all files. */
    public List<String> files() {
        return services.filesIfThere().stream()
                .flatMap(files -> files.list().stream())
                .map(FileStatus::file)
                .toList();
    }

    /** The paths of all nodes that are watched. */
    public List<String> znodes() {
        return statuses()
                .map(status -> status.watch().node().path())
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<WatchStatus> statuses() {
        return services.watchesIfThere().stream().flatMap(watches -> watches.list().stream());
    }
}
