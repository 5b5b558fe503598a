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
 * @param mark of the file, by which one that was replaced is another
 */
record SecretFile(String key, Path path, FileMark mark) {
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /** The file of that name; empty for an empty name. */
    static Optional<SecretFile> named(String key, String path) {
        return Optional.of(path)
                .filter(name -> !name.isEmpty())
                .map(Path::of)
                .map(file -> new SecretFile(key, file, FileMark.of(file)));
    }

    /**
     * The secret, without the line's end.
     *
     * @throws IllegalArgumentException in words for the operator
     */
    String read() {
        try {
            return Files.readString(checked()).strip();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The secret {@code user:password}, as these two.
     *
     * @throws IllegalArgumentException in words for the operator
     */
    String[] account() {
        String[] account = read().split(":", 2);
        if (account.length < 2 || account[0].isEmpty() || account[1].isEmpty()) {
            throw new IllegalArgumentException(key + ": " + path + " must hold one line, user:password");
        }
        return account;
    }

    /**
     * Where it is, if it is there and nobody else may read it.
     *
     * @throws IllegalArgumentException in words for the operator
     */
    Path checked() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (!OWNERS.containsAll(permissions)) {
                throw new IllegalArgumentException(key + ": " + path + " must have mode 0600, has "
                        + PosixFilePermissions.toString(permissions) + "; chmod 600 " + path);
            }
            return path;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private IllegalArgumentException unreadable(IOException e) {
        return e instanceof NoSuchFileException
                ? new IllegalArgumentException(key + ": no such file: " + path, e)
                : new IllegalArgumentException(key + ": cannot be read: " + path + ": " + e.getMessage(), e);
    }
}
