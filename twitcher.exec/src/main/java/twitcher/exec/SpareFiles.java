package twitcher.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * Output files that runs have left empty, for runs to come. A file system may take long to make a file when many were
 * deleted in the last seconds (ext4 does not use their inodes again so soon, and looks through all of them).
 *
 * <p>A file is kept only if nobody else has it open, or what a run left in the background would write into the output of
 * another: the kernel tells, by granting a lease for writing (fcntl(2), F_SETLEASE), which is given back at once. It must
 * also have no second name, and belong to the daemon.
 */
final class SpareFiles implements AutoCloseable {
    /** What the names of spare files begin with; no run has such an id. */
    static final String NAME = ".spare-";

    private static final int MOST = 16;
    private static final int FLAGS = Libc.O_WRONLY | Libc.O_APPEND | Libc.O_CLOEXEC;
    private static final int PERMISSIONS = 07777;

    private final Deque<Path> spares = new ArrayDeque<>();
    private final int self;
    private int made;
    private boolean closed;

    /** Keeps files that belong to the user with number {@code self}. */
    SpareFiles(int self) {
        this.self = self;
    }

    /** Gives an empty file the name {@code path}, and opens it to append to; negative if there is none. */
    synchronized int become(Path path) {
        Path spare = spares.poll();
        if (spare == null || Libc.rename(spare.toString(), path.toString()) != 0) {
            return -1;
        }
        try {
            Files.setLastModifiedTime(path, FileTime.from(Instant.now())); // old files are swept
        } catch (IOException e) {
            Libc.unlink(path.toString());
            return -1;
        }
        return Libc.open(path.toString(), FLAGS, 0);
    }

    /** Takes over the file of a run that has ended, under another name; false if it is to be deleted as ever. */
    synchronized boolean keep(Path path) {
        if (closed || spares.size() >= MOST) {
            return false;
        }
        int file = Libc.open(path.toString(), FLAGS | Libc.O_NONBLOCK, 0); // whatever the run made of it
        if (file < 0) {
            return false;
        }
        try {
            Path spare = path.resolveSibling(NAME + made);
            if (!isUnused(file, path) || Libc.rename(path.toString(), spare.toString()) != 0) {
                return false;
            }
            made++;
            return spares.add(spare);
        } finally {
            Libc.close(file);
        }
    }

    /** Whoever opens the file while the lease lasts makes the kernel send a signal, so it is one that is ignored. */
    private boolean isUnused(int file, Path path) {
        if (Libc.fcntl(file, Libc.F_SETSIG, Libc.SIGURG) != 0 || Libc.fcntl(file, Libc.F_SETLEASE, Libc.F_WRLCK) != 0) {
            return false;
        }
        try {
            Map<String, Object> now = Files.readAttributes(path, "unix:size,nlink,uid,mode");
            return now.get("size").equals(0L)
                    && now.get("nlink").equals(1)
                    && now.get("uid").equals(self)
                    && ((int) now.get("mode") & PERMISSIONS) == Descriptors.PRIVATE;
        } catch (IOException e) {
            return false;
        } finally {
            Libc.fcntl(file, Libc.F_SETLEASE, Libc.F_UNLCK);
        }
    }

    /** Deletes them. */
    @Override
    public synchronized void close() {
        closed = true;
        for (Path spare = spares.poll(); spare != null; spare = spares.poll()) {
            Libc.unlink(spare.toString());
        }
    }
}
