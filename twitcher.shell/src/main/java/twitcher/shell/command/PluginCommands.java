package twitcher.shell.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import twitcher.api.action.ActionTypeName;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.FileStatus;
import twitcher.api.admin.WatchStatus;
import twitcher.api.admin.Watches;
import twitcher.api.config.ConfigLanguageName;
import twitcher.shell.text.Cell;
import twitcher.shell.text.Json;
import twitcher.shell.text.Screen;
import twitcher.shell.text.Table;

/** What bundles add: action types and languages. */
@Component(service = PluginCommands.class)
@GogoCommand(
        scope = "twitcher",
        function = {"actions", "languages"})
public final class PluginCommands {
    private static final String EXTENSION = ConfigLanguageName.PREFIX_ + "extension";
    /** Endings that are no language's. */
    private static final Set<String> NO_LANGUAGE = Set.of("jar", "cfg");

    private final Services services;

    @Activate
    public PluginCommands(@Reference Services services) {
        this.services = services;
    }

    @Descriptor("lists the action types, the bundles they come from, and what waits for one that is not there")
    public void actions(
            CommandSession session,
            @Descriptor("FORMAT: table or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("without colours")
                    @Parameter(names = "--no-color", presentValue = "true", absentValue = "false")
                    boolean noColour,
            @Descriptor(Arguments.NONE) String... none) {
        Listing listing = Listing.of(session, output, noColour);
        Arguments.ofListing("actions", none).none();
        List<Plugin> found = Plugin.of(services.actionTypes(), ActionTypeName.PROPERTY, uses());
        listing.print(() -> data("type", "watches", found), screen -> table("TYPE", "WATCHES", found, screen));
    }

    /** The ids of the watches that use an action type, by its name. */
    private Map<String, List<String>> uses() {
        Map<String, List<String>> uses = new TreeMap<>();
        services.watchesIfThere().map(Watches::list).stream()
                .flatMap(Collection::stream)
                .map(WatchStatus::watch)
                .forEach(watch -> uses.computeIfAbsent(watch.action().type(), type -> new ArrayList<>())
                        .add(watch.id()));
        return uses;
    }

    @Descriptor("lists the configuration languages, the bundles they come from, and the files that use them")
    public void languages(
            CommandSession session,
            @Descriptor("FORMAT: table or json")
                    @Parameter(
                            names = {"-o", "--output"},
                            absentValue = "table")
                    String output,
            @Descriptor("without colours")
                    @Parameter(names = "--no-color", presentValue = "true", absentValue = "false")
                    boolean noColour,
            @Descriptor(Arguments.NONE) String... none) {
        Listing listing = Listing.of(session, output, noColour);
        Arguments.ofListing("languages", none).none();
        List<Plugin> found = Plugin.of(services.languages(), EXTENSION, files());
        listing.print(() -> data("ending", "files", found), screen -> table("ENDING", "FILES", found, screen));
    }

    /** The config files, by their endings. */
    private Map<String, List<String>> files() {
        Map<String, List<String>> files = new TreeMap<>();
        services.filesIfThere().map(ConfigFiles::list).stream()
                .flatMap(Collection::stream)
                .map(FileStatus::file)
                .filter(file -> !NO_LANGUAGE.contains(ending(file)))
                .forEach(file -> files.computeIfAbsent(ending(file), ending -> new ArrayList<>())
                        .add(file));
        return files;
    }

    private static String ending(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }

    private static List<Map<String, Object>> data(String name, String users, List<Plugin> plugins) {
        return plugins.stream()
                .map(plugin -> Json.object(
                        name, plugin.name(), "state", plugin.state(), "bundle", plugin.bundle(), users, plugin.users()))
                .toList();
    }

    private static String table(String name, String users, List<Plugin> plugins, Screen screen) {
        Table table = new Table(name, "STATE", "BUNDLE", users);
        plugins.forEach(plugin -> table.row(
                Cell.of(plugin.name()),
                new Cell(plugin.state().words(), plugin.state().tone()),
                Cell.of(plugin.bundle().orElse("-")),
                Cell.of(plugin.users(screen))));
        return plugins.isEmpty() ? "none\n" : table.on(screen);
    }
}
