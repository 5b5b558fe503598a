package twitcher.action.file;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Watch;
import twitcher.api.config.WatchFile;

/** Which watches write which file. Several to one are told so: each write is whole, but the last one wins. */
final class Writers {
    private static final Logger LOG = LoggerFactory.getLogger(Writers.class);

    private final Map<String, WatchFile> readings = new HashMap<>();
    private final Map<String, SortedSet<String>> byPath = new HashMap<>();

    /** A reading is there, perhaps a newer one of the same file. */
    synchronized void add(WatchFile reading) {
        WatchFile old = readings.get(reading.file());
        if (old == null || old.revision() < reading.revision()) {
            Map<String, SortedSet<String>> before = new HashMap<>();
            byPath.forEach((path, ids) -> before.put(path, new TreeSet<>(ids)));
            forget(old);
            readings.put(reading.file(), reading);
            reading.watches()
                    .forEach(watch -> path(watch).ifPresent(path -> ids(path).add(watch.id())));
            tell(reading, before);
        }
    }

    /** A reading is gone; its watches wait for the next one. */
    synchronized void remove(WatchFile reading) {
        WatchFile current = readings.get(reading.file());
        if (current != null && current.revision() == reading.revision()) {
            forget(current);
            readings.remove(reading.file());
        }
    }

    /** The other watches that write {@code path}. */
    synchronized List<String> others(String path, String id) {
        return byPath.getOrDefault(path, new TreeSet<>()).stream()
                .filter(other -> !other.equals(id))
                .toList();
    }

    private void forget(WatchFile old) {
        if (old != null) {
            old.watches().forEach(watch -> path(watch).ifPresent(path -> forget(path, watch.id())));
        }
    }

    private void forget(String path, String id) {
        byPath.computeIfPresent(path, (same, ids) -> {
            ids.remove(id);
            return ids.isEmpty() ? null : ids;
        });
    }

    private SortedSet<String> ids(String path) {
        return byPath.computeIfAbsent(path, same -> new TreeSet<>());
    }

    private void tell(WatchFile reading, Map<String, SortedSet<String>> before) {
        reading.watches().stream()
                .flatMap(watch -> path(watch).stream())
                .distinct()
                .filter(path -> byPath.get(path).size() > 1 && !byPath.get(path).equals(before.get(path)))
                .forEach(path -> LOG.warn(
                        "{} is written by {} watches, of which the last to run wins: {}; let one of them write it",
                        path,
                        byPath.get(path).size(),
                        String.join(", ", byPath.get(path))));
    }

    private static Optional<String> path(Watch watch) {
        return watch.action().type().equals(FileActionType.NAME)
                ? Optional.ofNullable(watch.action().settings().get("path")).map(String::valueOf)
                : Optional.empty();
    }
}
