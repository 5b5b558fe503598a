package twitcher.config;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * Reads a file of the watched folder once: what was checked is what is used. A file counts as read only if it and the
 * way to it were as a look had found them, after the last byte as before the first.
 */
final class ReadOnce {
    private final Tree tree;

    ReadOnce(Tree tree) {
        this.tree = tree;
    }

    /** What came of a reading. */
    sealed interface Result {
        /** It was read; {@code sha256} tells what. */
        record Read(String sha256) implements Result {}

        /** It is not as it was seen any more: the next look will find it. */
        record Moved() implements Result {}

        /** It cannot be read. */
        record Unreadable(String why) implements Result {}
    }

    /** Copies the bytes of {@code file} to {@code to}, which are of use only if they were {@link Result.Read}. */
    Result copy(String file, Seen seen, OutputStream to) {
        MessageDigest digest = sha256();
        try {
            transfer(path(file).toRealPath(), seen, new DigestOutputStream(to, digest));
            return tree.see(file).equals(seen)
                    ? new Result.Read(HexFormat.of().formatHex(digest.digest()))
                    : new Result.Moved();
        } catch (NoSuchFileException e) {
            return new Result.Moved();
        } catch (IOException e) {
            return new Result.Unreadable("cannot be read: " + Words.of(e));
        }
    }

    /** The bytes of a file that has at most {@code most}. */
    Text text(String file, Seen seen, int most) {
        long size = seen.mark().size();
        if (size > most) {
            return new Text(new Result.Unreadable("is too long: " + size + " bytes, may have " + most), new byte[0]);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) size);
        return new Text(copy(file, seen, bytes), bytes.toByteArray());
    }

    /** Where a file of the watched folder is. */
    Path path(String file) {
        return tree.folder().resolve(file);
    }

    /** A text, if {@code result} says that it was read. */
    record Text(Result result, byte[] bytes) {}

    private static void transfer(Path real, Seen seen, OutputStream to) throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try (InputStream from = Channels.newInputStream(Files.newByteChannel(real, options))) {
            byte[] buffer = new byte[8192];
            long left = seen.mark().size();
            for (int n = 0; n >= 0 && left >= 0; left -= n) {
                n = from.read(buffer);
                to.write(buffer, 0, Math.max(n, 0));
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
