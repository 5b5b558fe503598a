package twitcher.action.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * An open folder. Every name in it is looked up in the folder that was opened, and no symbolic link is followed, so that
 * whoever may write there cannot make the daemon alter a file elsewhere.
 */
final class Folder implements AutoCloseable {
    private static final LinkOption AS_IT_IS = LinkOption.NOFOLLOW_LINKS;

    private final Path path;
    private final SecureDirectoryStream<Path> entries;

    private Folder(Path path, SecureDirectoryStream<Path> entries) {
        this.path = path;
        this.entries = entries;
    }

    static Folder open(Path path) throws IOException {
        DirectoryStream<Path> entries = entries(path);
        if (entries instanceof SecureDirectoryStream<Path> secure) {
            return new Folder(path, secure);
        }
        entries.close();
        throw new IOException("the folder " + path + " is of a kind that cannot be written to safely");
    }

    private static DirectoryStream<Path> entries(Path path) throws IOException {
        try {
            return Files.newDirectoryStream(path);
        } catch (NoSuchFileException e) {
            throw new IOException("the folder " + path + " does not exist; create it", e);
        } catch (NotDirectoryException e) {
            throw new IOException(path + " is no folder", e);
        }
    }

    /** What an entry is; empty: there is none. */
    Optional<PosixFileAttributes> attributes(Path name) throws IOException {
        try {
            return Optional.of(view(name).readAttributes());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** For reading and changing what an entry is. */
    PosixFileAttributeView view(Path name) {
        return entries.getFileAttributeView(name, PosixFileAttributeView.class, AS_IT_IS);
    }

    /** A new file that only the daemon's user may read; an entry of that name is an error. */
    FileChannel create(Path name) throws IOException {
        return (FileChannel) entries.newByteChannel(
                name,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, AS_IT_IS),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    FileChannel read(Path name) throws IOException {
        return (FileChannel) entries.newByteChannel(name, Set.of(StandardOpenOption.READ, AS_IT_IS));
    }

    /** Deletes a file, if there is one of that name. */
    void delete(Path name) throws IOException {
        if (attributes(name).isPresent()) {
            entries.deleteFile(name);
        }
    }

    /** Gives a file another name, in the place of a file that has it. */
    void rename(Path from, Path to) throws IOException {
        entries.move(from, entries, to);
    }

    /** Makes what was created, renamed and deleted here outlast a crash of the machine. */
    void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}
