package twitcher.engine;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Payload;
import twitcher.engine.lane.Content;

/**
 * Where payloads of states that wait or run are put when the heap has too many of them: in files that only this daemon
 * reads, and that are gone with what they are for. Any thread.
 */
final class Shelf {
    private static final Logger log = LoggerFactory.getLogger(Shelf.class);
    /** Bytes that are not worth a file. */
    private static final int SMALL = 1_024;
    /** What part of the heap payloads may have. */
    private static final int SHARE = 8;

    private final Optional<Path> folder;
    private final long room;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong names = new AtomicLong();
    private final AtomicBoolean full = new AtomicBoolean();

    private Shelf(Optional<Path> folder, long room) {
        this.folder = folder;
        this.room = room;
    }

    /** A shelf in {@code stateDir}, cleared of what a daemon before this one left on it. */
    static Shelf in(Path stateDir) {
        return in(stateDir, Runtime.getRuntime().maxMemory() / SHARE);
    }

    /** The same, of another size: nothing is put on it before the heap has {@code room} bytes of payloads. */
    static Shelf in(Path stateDir, long room) {
        Shelf shelf = new Shelf(Optional.of(stateDir.resolve("waiting")), room);
        shelf.clear();
        return shelf;
    }

    /** A shelf on which there is no place: all stays on the heap. */
    static Shelf none() {
        return new Shelf(Optional.empty(), Long.MAX_VALUE);
    }

    private void clear() {
        if (!Files.exists(folder.orElseThrow())) {
            return;
        }
        try (Stream<Path> files = Files.list(folder.orElseThrow())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            log.warn("{}: files of a daemon before this one cannot be deleted: {}", folder.get(), e.toString());
        }
    }

    /** The heap has so many bytes of payloads more than before. */
    void counts(long bytes) {
        held.addAndGet(bytes);
    }

    /** Whether a payload of that many bytes that is on the heap ought not to be. */
    boolean wants(int bytes) {
        return bytes > SMALL && held.get() > room;
    }

    /** Bytes of payloads on the heap. */
    long held() {
        return held.get();
    }

    /** Puts {@code payload} into a file; empty if that cannot be written, which is said once. */
    Optional<Shelved> put(Payload payload) {
        Path file = folder.orElseThrow().resolve(Long.toString(names.incrementAndGet()));
        try {
            Files.createDirectories(file.getParent(), permissions("rwx------"));
            Files.createFile(file, permissions("rw-------"));
            Files.write(file, payload.toByteArray());
            full.set(false);
            return Optional.of(new Shelved(file));
        } catch (IOException e) {
            if (!full.getAndSet(true)) {
                log.warn(
                        "{}: payloads that wait stay on the heap, because it cannot be written: {}",
                        folder.get(),
                        e.toString());
            }
            delete(file);
            return Optional.empty();
        }
    }

    private static java.nio.file.attribute.FileAttribute<?> permissions(String mode) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.debug("{}: cannot be deleted: {}", file, e.toString());
        }
    }

    /** Bytes in a file. */
    record Shelved(Path file) implements Content {
        Shelved {
            requireNonNull(file, "file");
        }

        @Override
        public Payload load() throws IOException {
            return Payload.copyOf(Files.readAllBytes(file));
        }

        @Override
        public int held() {
            return 0;
        }

        /** It is needed no more. */
        void drop() {
            delete(file);
        }
    }
}
