package twitcher.config;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that something happened in a directory that was looked at; what, is found by the next look. Without events
 * (the kernel's limit is reached, or the file system has none) the daemon goes on and only hears of changes later.
 *
 * <p>{@link #watch}, {@link #keepOnly} and {@link #epoch} are for the gate's thread.
 */
final class Events implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("twitcher.config");

    private final Path folder;
    private final Optional<WatchService> service;
    private final Map<Path, Watched> watched = new HashMap<>();
    private int epoch;
    private boolean complained;

    private record Watched(WatchKey key, Mark mark) {}

    /** Events of {@code folder} and below, each of which calls {@code wake} on a thread of its own. */
    Events(Path folder, Runnable wake) {
        this.folder = folder;
        this.service = open();
        service.ifPresent(s -> start(s, wake));
    }

    private Optional<WatchService> open() {
        try {
            return Optional.of(folder.getFileSystem().newWatchService());
        } catch (IOException | UnsupportedOperationException e) {
            complain(e);
            return Optional.empty();
        }
    }

    private static void start(WatchService service, Runnable wake) {
        Thread thread = new Thread(() -> pass(service, wake), "twitcher-config-events");
        thread.setDaemon(true);
        thread.start();
    }

    private static void pass(WatchService service, Runnable wake) {
        try {
            while (true) {
                WatchKey key = service.take();
                key.pollEvents();
                key.reset();
                wake.run();
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hears of changes in {@code directory} from now on; call it before the directory is listed. */
    void watch(Path directory, Mark mark) {
        Watched known = watched.get(directory);
        if (known != null && known.mark().isSameObject(mark) && known.key().isValid()) {
            return;
        }
        if (known != null) {
            known.key().cancel();
            epoch += directory.equals(folder) ? 1 : 0;
        }
        service.ifPresent(s -> register(s, directory, mark));
    }

    private void register(WatchService s, Path directory, Mark mark) {
        try {
            watched.put(directory, new Watched(directory.register(s, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE), mark));
        } catch (IOException | ClosedWatchServiceException e) {
            complain(e);
        }
    }

    /** Forgets every directory that is not among {@code present}; but the folder itself, once known, never. */
    void keepOnly(Map<Path, Mark> present) {
        watched.entrySet().removeIf(entry -> {
            boolean drop =
                    !present.containsKey(entry.getKey()) && !entry.getKey().equals(folder);
            if (drop) {
                entry.getValue().key().cancel();
            }
            return drop;
        });
    }

    /** How often the folder itself turned out to be another one than before. */
    int epoch() {
        return epoch;
    }

    private void complain(Exception e) {
        if (!complained) {
            complained = true;
            LOG.warn(
                    "{}: changes are noticed late, for the kernel tells nothing of them ({}); raise fs.inotify limits",
                    folder,
                    Words.of(e));
        }
    }

    @Override
    public void close() {
        service.ifPresent(Events::close);
    }

    private static void close(WatchService service) {
        try {
            service.close();
        } catch (IOException e) {
            LOG.debug("watch service: {}", Words.of(e));
        }
    }
}
