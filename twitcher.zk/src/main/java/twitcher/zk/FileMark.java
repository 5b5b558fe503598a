package twitcher.zk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;

/**
 * By what one sees that a file was replaced.
 *
 * @param modifiedNanos when it was last written, since 1970
 * @param bytes how long it is; -1: it cannot be looked at
 * @param file which one it is, by what the file system calls it
 */
record FileMark(long modifiedNanos, long bytes, String file) {
    private static final FileMark NONE = new FileMark(0, -1, "");

    /** The mark of the file there is now. */
    static FileMark of(Path path) {
        try {
            BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
            return new FileMark(
                    now.lastModifiedTime().to(TimeUnit.NANOSECONDS), now.size(), String.valueOf(now.fileKey()));
        } catch (IOException e) {
            return NONE;
        }
    }
}
