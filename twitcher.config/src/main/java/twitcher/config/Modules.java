package twitcher.config;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import twitcher.api.Payload;

/**
 * Modules that lie beside configs: what of them may be loaded, and that their importers are read again when they change.
 * On the gate's thread.
 */
final class Modules implements Handler {
    private final NavigableMap<String, Seen> files = new TreeMap<>();
    private final Statuses statuses;
    private final Consumer<String> listener;

    /**
     * Texts of modules.
     *
     * @param byName relative to the folder of the config that they are beside
     * @param failure why they could not be read
     */
    record Texts(Map<String, Payload> byName, Optional<Interpreter.Result> failure) {}

    /** {@code listener} is told of each module that changed in any way. */
    Modules(Statuses statuses, Consumer<String> listener) {
        this.statuses = statuses;
        this.listener = listener;
    }

    /** The folder of a file, with a slash at its end; empty for a file in the watched folder itself. */
    static String folder(String file) {
        return file.substring(0, file.lastIndexOf('/') + 1);
    }

    /** The modules with this ending that {@code config} may import: beside it, and in packages below. */
    Map<String, Seen> beside(String config, String ending) {
        String folder = folder(config);
        return files.tailMap(folder).entrySet().stream()
                .takeWhile(file -> file.getKey().startsWith(folder))
                .filter(file -> Handlers.ending(file.getKey()).equals(ending))
                .filter(file -> isInPackages(file.getKey(), folder, "__init__." + ending))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private boolean isInPackages(String file, String folder, String mark) {
        for (String at = folder(file); at.length() > folder.length(); at = folder(at.substring(0, at.length() - 1))) {
            if (!files.containsKey(at + mark)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String kind(String file) {
        return "module";
    }

    @Override
    public void begin(Set<String> present) {
        // Nothing is kept of modules.
    }

    @Override
    public void changed(String file, Seen seen) {
        statuses.remove(file);
        files.put(file, seen);
        listener.accept(file);
    }

    @Override
    public void refused(String file, String why) {
        files.remove(file);
        statuses.error(file, kind(file), List.of(file + ": not loaded: " + why));
        listener.accept(file);
    }

    @Override
    public void removed(String file) {
        statuses.remove(file);
        files.remove(file);
        listener.accept(file);
    }

    @Override
    public boolean isBusy() {
        return false;
    }
}
