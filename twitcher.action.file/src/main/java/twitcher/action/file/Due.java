package twitcher.action.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import twitcher.api.Payload;

/**
 * Files that were changed, and for which {@code then} has not succeeded since. Kept on the disk, by the path of the file:
 * it stays due after a crash, a failure, and when its watch is configured anew.
 */
final class Due {
    private static final Attributes PRIVATE = new Attributes(
            Optional.of(PosixFilePermissions.fromString("rw-------")), Optional.empty(), Optional.empty());

    private final Path folder;

    /** Keeps its files in {@code folder}, which is made when it is needed. */
    Due(Path folder) {
        this.folder = folder;
    }

    boolean is(Path path) {
        return Files.exists(mark(path).path());
    }

    /** Must be on the disk before the file is changed. */
    void set(Path path) throws IOException {
        if (!is(path)) {
            makeFolder();
            mark(path).draft(Target.Content.of(Payload.ofText(path + "\n")), PRIVATE);
            mark(path).commit(Optional.empty());
        }
    }

    private void makeFolder() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            try (Folder parent = Folder.open(folder.getParent())) {
                parent.sync();
            }
        }
    }

    void clear(Path path) throws IOException {
        Files.deleteIfExists(mark(path).path());
    }

    private Target mark(Path path) {
        return Target.of(folder.resolve(Payload.ofText(path.toString()).sha256()), "due");
    }
}
