package twitcher.exec;

import com.sun.jna.Native;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import twitcher.api.Payload;

/** Descriptors that are open until one process has been made. All are closed on exec. */
final class Descriptors implements AutoCloseable {
    private static final int MOST_IN_MEMORY = 64 * 1024;
    /** The permissions of all files that are made. */
    static final int PRIVATE = 0600;

    private final Optional<Identity> owner;
    private final SpareFiles spares;
    private final List<Integer> open = new ArrayList<>();

    /** Descriptors of files that belong to {@code owner}, so that it may open {@code /dev/stdout} and the like anew. */
    Descriptors(Optional<Identity> owner, SpareFiles spares) {
        this.owner = owner;
        this.spares = spares;
    }

    /** An empty file to append to. */
    int output(Path path) throws SpawnFailure {
        int spare = owner.isEmpty() ? spares.become(path) : -1;
        return spare >= 0 ? keep(spare, path) : create(path, Libc.O_WRONLY | Libc.O_APPEND);
    }

    /** A file without a name with {@code payload} in it, to be read from its start; a large one is first at {@code place}. */
    int input(Payload payload, Supplier<Path> place) throws SpawnFailure {
        byte[] bytes = payload.toByteArray();
        int file = payload.size() <= MOST_IN_MEMORY ? memory() : -1;
        if (file >= 0) {
            write(own(file), bytes, "memory");
            return file;
        }
        Path path = place.get();
        try {
            write(create(path, Libc.O_WRONLY), bytes, path.toString());
            return keep(Libc.open(path.toString(), Libc.O_RDONLY | Libc.O_CLOEXEC, 0), path);
        } finally {
            Libc.unlink(path.toString());
        }
    }

    /** A file in memory, or -1 where there are none. */
    private int memory() {
        int file = Libc.memfd_create("payload", Libc.MFD_CLOEXEC | Libc.MFD_NOEXEC_SEAL);
        if (file < 0 && Native.getLastError() == Libc.EINVAL) {
            file = Libc.memfd_create("payload", Libc.MFD_CLOEXEC);
        }
        if (file >= 0) {
            open.add(file);
        }
        return file;
    }

    private int create(Path path, int how) throws SpawnFailure {
        int flags = how | Libc.O_CREAT | Libc.O_EXCL | Libc.O_CLOEXEC;
        return own(keep(Libc.open(path.toString(), flags, PRIVATE), path));
    }

    private int keep(int file, Path path) throws SpawnFailure {
        if (file < 0) {
            throw SpawnFailure.passing(path + ": " + Libc.lastError());
        }
        open.add(file);
        return file;
    }

    private int own(int file) throws SpawnFailure {
        if (owner.isPresent()
                && Libc.fchown(file, (int) owner.get().uid(), (int) owner.get().gid()) != 0) {
            throw SpawnFailure.passing("chown of a file of the run: " + Libc.lastError());
        }
        return file;
    }

    /** The offset of the file stays at its start. */
    private static void write(int file, byte[] bytes, String where) throws SpawnFailure {
        int done = 0;
        while (done < bytes.length) {
            byte[] rest = done == 0 ? bytes : java.util.Arrays.copyOfRange(bytes, done, bytes.length);
            long count = Libc.pwrite(file, rest, rest.length, done);
            if (count <= 0 && Native.getLastError() != Libc.EINTR) {
                throw SpawnFailure.passing("standard input cannot be kept in " + where + ": " + Libc.lastError());
            }
            done += (int) Math.max(0, count);
        }
    }

    @Override
    public void close() {
        open.forEach(Libc::close);
    }
}
