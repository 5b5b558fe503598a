package twitcher.api.settings;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A secret that lies in a file, so that it is in no config, no argument and no log: the setting is the path. The file must
 * belong to root or to the daemon's user and be readable by nobody else (mode 0600 or less). That is checked when a config
 * is read, and again whenever the secret is.
 *
 * @param path the absolute path of the file
 */
public record SecretFile(Path path) {
    private static final int LARGEST = 64 * 1024;

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    public SecretFile {
        requireNonNull(path, "path");
    }

    /**
     * The secret as it is now: the bytes of the file as UTF-8, without one newline at the end. Read it for each run, and a
     * new secret counts from the next run on.
     *
     * @throws IOException if it cannot be read, or others could read it too; the message names the path and what to do
     */
    public String read() throws IOException {
        Optional<String> problem = problem();
        if (problem.isPresent()) {
            throw new IOException("secret file " + path + " " + problem.get());
        }
        String text = Files.readString(path, StandardCharsets.UTF_8);
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** What keeps the file from being used, in words that follow its path; empty: nothing. */
    public Optional<String> problem() {
        try {
            if (!Files.isRegularFile(path)) {
                return Optional.of(Files.exists(path) ? "is no file" : "does not exist");
            }
            if (Files.size(path) > LARGEST) {
                return Optional.of("is larger than " + LARGEST + " bytes");
            }
            return ownership().or(this::mode);
        } catch (IOException | SecurityException e) {
            return Optional.of("cannot be read: " + e);
        }
    }

    private Optional<String> ownership() throws IOException {
        int owner = (Integer) Files.getAttribute(path, "unix:uid");
        int self = (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        return owner == 0 || owner == self
                ? Optional.empty()
                : Optional.of("belongs to uid " + owner + "; it must belong to root or to the daemon's user (uid "
                        + self + ")");
    }

    private Optional<String> mode() {
        try {
            Set<PosixFilePermission> open = EnumSet.copyOf(OTHERS);
            open.retainAll(Files.getPosixFilePermissions(path));
            if (!open.isEmpty()) {
                return Optional.of("is open to others than its owner; chmod 600 it");
            }
            return Files.isReadable(path) ? Optional.empty() : Optional.of("cannot be read by the daemon's user");
        } catch (IOException e) {
            return Optional.of("cannot be read: " + e);
        }
    }
}
