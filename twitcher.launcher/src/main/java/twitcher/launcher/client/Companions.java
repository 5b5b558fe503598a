package twitcher.launcher.client;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import twitcher.launcher.StartFailure;

/**
 * The modules that a config may import: those beside it, and those in packages below. They are sent along, because the
 * daemon does not look for them. What cannot be read is not there.
 */
final class Companions {
    private static final int MOST = 1000;
    /** By the ending of configs: that of their modules, and the file by which a folder is a package. */
    private static final Map<String, Kind> KINDS = Map.of(".twc", new Kind(".py", "__init__.py"));

    private final Path config;
    private final Kind kind;
    private final SortedMap<String, Path> found = new TreeMap<>();
    private final Set<Path> seen = new HashSet<>();

    private record Kind(String ending, String mark) {}

    private Companions(Path config, Kind kind) {
        this.config = config;
        this.kind = kind;
    }

    /** Modules by their names, relative to the folder of {@code config}. */
    static SortedMap<String, Path> of(Path config) throws StartFailure {
        String name = config.getFileName().toString();
        for (Map.Entry<String, Kind> kind : KINDS.entrySet()) {
            if (name.endsWith(kind.getKey())) {
                return new Companions(config, kind.getValue()).find();
            }
        }
        return new TreeMap<>();
    }

    private SortedMap<String, Path> find() throws StartFailure {
        walk(config.toAbsolutePath().getParent(), "");
        return found;
    }

    private void walk(Path folder, String prefix) throws StartFailure {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            if (!seen.add(folder.toRealPath())) {
                return;
            }
            for (Path entry : entries) {
                visit(entry, prefix);
            }
        } catch (IOException | DirectoryIteratorException e) {
            // As if it were empty: then an import fails, and says so.
        }
    }

    private void visit(Path entry, String prefix) throws StartFailure {
        String name = entry.getFileName().toString();
        if (name.startsWith(".")) {
            return;
        }
        if (Files.isRegularFile(entry.resolve(kind.mark()))) {
            walk(entry, prefix + name + "/");
        } else if (name.endsWith(kind.ending()) && Files.isRegularFile(entry) && Files.isReadable(entry)) {
            found.put(prefix + name, entry);
        }
        if (found.size() > MOST) {
            throw new StartFailure(config + ": more than " + MOST
                    + " modules lie beside it and in packages below; have it in a folder with those that it imports");
        }
    }
}
