package twitcher.launcher;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * A file that holds this process's pid and is locked while the process runs.
 *
 * <p>The lock belongs to the process: closing any other descriptor of the same file in this process gives it up. So
 * nobody else in this JVM opens the file.
 */
final class LockedFile implements AutoCloseable {
    private static final int PID_DIGITS = 32;

    private final Path path;
    private final FileChannel channel;

    private LockedFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Locks the file and writes the pid into it.
     *
     * @param subject what the words of a failure begin with, such as {@code --pidfile /run/twitcher.pid}
     * @throws StartFailure if another process holds it, or it cannot be written
     */
    static LockedFile lock(Path path, String subject) throws StartFailure {
        try {
            while (true) {
                Optional<Object> before = identity(path);
                LockedFile locked =
                        new LockedFile(path, FileChannel.open(path, Set.of(CREATE, READ, WRITE, NOFOLLOW_LINKS)));
                locked.acquire(subject);
                Optional<Object> after = identity(path);
                if (after.isPresent() && (before.isEmpty() || before.equals(after))) {
                    locked.write(ProcessHandle.current().pid() + "\n");
                    return locked;
                }
                // Its last owner deleted it between the two looks: what is locked here has no name any more.
                locked.channel.close();
            }
        } catch (IOException e) {
            throw new StartFailure(subject + ": cannot be written: " + Words.of(e));
        }
    }

    /** Deletes the file, then lets go of the lock. May be called twice. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            Files.deleteIfExists(path);
            channel.close();
        }
    }

    private void acquire(String subject) throws IOException, StartFailure {
        boolean free;
        try {
            free = channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            free = false;
        }
        if (!free) {
            String holder = holder();
            channel.close();
            throw new StartFailure(subject + ": held by " + holder + "; stop that daemon first, or name another one");
        }
    }

    private String holder() throws IOException {
        ByteBuffer content = ByteBuffer.allocate(PID_DIGITS);
        channel.read(content, 0);
        String pid = StandardCharsets.US_ASCII.decode(content.flip()).toString().strip();
        return pid.matches("\\d+") ? "pid " + pid : "another process";
    }

    private void write(String text) throws IOException {
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(text), 0);
    }

    private static Optional<Object> identity(Path path) throws IOException {
        return Files.exists(path, NOFOLLOW_LINKS)
                ? Optional.of(Files.getAttribute(path, "unix:ino", NOFOLLOW_LINKS))
                : Optional.empty();
    }
}
