package twitcher.zk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file with a secret, which nobody but its owner may read. Its content is read when it is used, and never shown.
 *
 * @param key the setting that names it
 * @param path where it is
 */
record SecretFile(String key, Path path) {
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** The file of that name; empty for an empty name. */
    static Optional<SecretFile> named(String key, String path) {
        return path.isEmpty() ? Optional.empty() : Optional.of(new SecretFile(key, Path.of(path)));
    }

    /**
     * The secret, without the line's end.
     *
     * @throws IllegalArgumentException in words for the operator
     */
    String read() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (!OWNERS.containsAll(permissions)) {
                throw new IllegalArgumentException(key + ": " + path + " must have mode 0600, has "
                        + PosixFilePermissions.toString(permissions) + "; chmod 600 " + path);
            }
            return Files.readString(path).strip();
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(key + ": no such file: " + path, e);
        } catch (IOException e) {
            throw new IllegalArgumentException(key + ": cannot be read: " + path + ": " + e.getMessage(), e);
        }
    }
}
