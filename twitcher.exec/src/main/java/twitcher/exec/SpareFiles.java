package twitcher.exec;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

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

    /** What is older is not used: a run's file is to be about as old as the run, for old files are swept. */
    private static final long OLDEST_NANOS = TimeUnit.HOURS.toNanos(1);

    private static final int FLAGS = Libc.O_WRONLY | Libc.O_APPEND | Libc.O_CLOEXEC;

    private final Deque<Spare> spares = new ArrayDeque<>();
    private final int self;
    private final LongSupplier nanos;
    private int made;
    private boolean closed;

    /** An empty file. Its date is that at which it was kept. */
    private record Spare(Path path, long keptNanos) {
        void delete() {
            Libc.unlink(path.toString());
        }
    }

    /** Keeps files that belong to the user with number {@code self}; {@code nanos} is as System.nanoTime. */
    SpareFiles(int self, LongSupplier nanos) {
        this.self = self;
        this.nanos = nanos;
    }

    /** Gives an empty file the name {@code path}, and opens it to append to; negative if there is none. */
    synchronized int become(Path path) {
        Spare spare = spares.poll();
        while (spare != null && nanos.getAsLong() - spare.keptNanos() > OLDEST_NANOS) {
            spare.delete();
            spare = spares.poll();
        }
        if (spare == null) {
            return -1;
        }
        if (Libc.rename(spare.path().toString(), path.toString()) != 0) {
            spare.delete();
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
            if (!isUnused(file) || Libc.touch(file) != 0 || Libc.rename(path.toString(), spare.toString()) != 0) {
                return false;
            }
            made++;
            return spares.add(new Spare(spare, nanos.getAsLong()));
        } finally {
            Libc.close(file);
        }
    }

    /** Whoever opens the file while the lease lasts makes the kernel send a signal, so it is one that is ignored. */
    private boolean isUnused(int file) {
        if (Libc.fcntl(file, Libc.F_SETSIG, Libc.SIGURG) != 0 || Libc.fcntl(file, Libc.F_SETLEASE, Libc.F_WRLCK) != 0) {
            return false;
        }
        try {
            FileStatus now = FileStatus.of(file);
            return now.size() == 0
                    && now.links() == 1
                    && now.owner() == self
                    && now.permissions() == Descriptors.PRIVATE;
        } finally {
            Libc.fcntl(file, Libc.F_SETLEASE, Libc.F_UNLCK);
        }
    }

    /** Deletes them. */
    @Override
    public synchronized void close() {
        closed = true;
        for (Spare spare = spares.poll(); spare != null; spare = spares.poll()) {
            spare.delete();
        }
    }
}
