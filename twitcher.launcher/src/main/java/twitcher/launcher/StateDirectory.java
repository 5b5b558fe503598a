package twitcher.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/** The daemon's own folder: mode 0700, owned by the daemon's user, locked by the one daemon that uses it. */
final class StateDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> PRIVATE = PosixFilePermissions.fromString("rwx------");
    private static final String LOCK = "lock";
    static final String CACHE = "cache";

    private final Path path;
    private final LockedFile lock;

    private StateDirectory(Path path, LockedFile lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the folder if it does not exist, and locks it.
     *
     * @throws StartFailure if it cannot be this daemon's, or another daemon uses it
     */
    static StateDirectory open(Path path) throws StartFailure {
        String subject = "--state_dir " + path;
        try {
            create(path);
            refuseForeign(path, subject);
            makePrivate(path, subject);
        } catch (IOException e) {
            throw new StartFailure(subject + ": cannot be used: " + Words.of(e) + "; name another one");
        }
        if (!Files.isWritable(path)) {
            throw new StartFailure(subject + ": is not writable; name another one");
        }
        return new StateDirectory(path, LockedFile.lock(path.resolve(LOCK), subject));
    }

    /** The bundle cache, made anew at each start. */
    Path cache() {
        return path.resolve(CACHE);
    }

    /** Lets another daemon use the folder. May be called twice. */
    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static void create(Path path) throws IOException {
        if (!Files.exists(path)) {
            Files.createDirectories(path.getParent());
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PRIVATE));
        }
    }

    private static void refuseForeign(Path path, String subject) throws IOException, StartFailure {
        if (!Files.isDirectory(path)) {
            throw new StartFailure(subject + ": is no directory; name another one");
        }
        Object owner = Files.getAttribute(path, "unix:uid");
        Object self = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (!owner.equals(self)) {
            throw new StartFailure(subject + ": belongs to uid " + owner + ", the daemon runs as uid " + self
                    + "; give it to this user, or name another one");
        }
    }

    /** Tightens a folder that is empty or was a state directory before; of others it takes no possession. */
    private static void makePrivate(Path path, String subject) throws IOException, StartFailure {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if (permissions.equals(PRIVATE)) {
            return;
        }
        if (!isOurs(path)) {
            throw new StartFailure(subject + ": has mode " + PosixFilePermissions.toString(permissions)
                    + " and other things in it; chmod it to 0700, or name another one");
        }
        Files.setPosixFilePermissions(path, PRIVATE);
    }

    private static boolean isOurs(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return Files.exists(path.resolve(CACHE)) || entries.findAny().isEmpty();
        }
    }
}
