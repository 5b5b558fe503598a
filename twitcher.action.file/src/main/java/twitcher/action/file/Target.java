package twitcher.action.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import java.util.Optional;
import twitcher.api.Payload;

/**
 * A file that is replaced as a whole: whoever opens it reads the old bytes or the new ones, and so it is after a crash. The
 * new bytes are written beside it first, under a name that is always the same, so that what a crash leaves there goes with
 * the next try.
 *
 * @param path the file
 * @param draft where the new one is made: in the same folder, and nobody else's
 */
record Target(Path path, Path draft) {
    private static final int LONGEST_END = 50;

    /** What is written to a draft. */
    interface Content {
        void writeTo(FileChannel file) throws IOException;

        /** All of {@code payload}. */
        static Content of(Payload payload) {
            return file -> {
                ByteBuffer bytes = ByteBuffer.wrap(payload.toByteArray());
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            };
        }
    }

    /**
     * A file whose draft bears {@code token}, which differs between those who might write it at the same time. The draft's
     * name ends like that of the file, for those who tell a format by it.
     */
    static Target of(Path path, String token) {
        String name = path.getFileName().toString();
        int length = name.codePointCount(0, name.length());
        String end = name.substring(name.offsetByCodePoints(0, Math.max(0, length - LONGEST_END)));
        return new Target(path, path.resolveSibling(".twitcher-" + token + "-" + end));
    }

    private Folder openFolder() throws IOException {
        return Folder.open(path.getParent());
    }

    private Path name() {
        return path.getFileName();
    }

    private Path draftName() {
        return draft.getFileName();
    }

    /** Deletes the draft, if there is one. */
    void discard() throws IOException {
        try (Folder folder = openFolder()) {
            folder.delete(draftName());
        }
    }

    /** Whether the file is there. Deletes what a crash left beside it. */
    boolean exists() throws IOException {
        if (Files.notExists(path.getParent())) {
            return false;
        }
        try (Folder folder = openFolder()) {
            folder.delete(draftName());
            return there(folder).isPresent();
        }
    }

    /** Whether the file is there with these bytes and attributes. Deletes what a crash left beside it. */
    boolean is(Payload payload, Attributes attributes) throws IOException {
        try (Folder folder = openFolder()) {
            folder.delete(draftName());
            Optional<PosixFileAttributes> there = there(folder);
            return there.filter(file -> file.size() == payload.size() && attributes.match(file))
                            .isPresent()
                    && Arrays.equals(bytes(folder, payload.size()), payload.toByteArray());
        }
    }

    /** The first bytes of the file, as many as it has. */
    private byte[] bytes(Folder folder, int most) throws IOException {
        try (FileChannel file = folder.read(name())) {
            ByteBuffer bytes = ByteBuffer.allocate(most);
            while (bytes.hasRemaining() && file.read(bytes) >= 0) {
                // until there is no more
            }
            return Arrays.copyOf(bytes.array(), bytes.position());
        }
    }

    /** Makes the draft, on the disk. If that fails there is none. */
    void draft(Content content, Attributes attributes) throws IOException {
        try (Folder folder = openFolder()) {
            Attributes wanted = attributes.or(there(folder));
            folder.delete(draftName());
            try (FileChannel file = folder.create(draftName())) {
                content.writeTo(file);
                wanted.give(folder.view(draftName()));
                file.force(true);
            } catch (IOException e) {
                folder.delete(draftName());
                throw e;
            }
        }
    }

    /** Puts the draft in the place of the file, which goes to {@code backup} first, if there is one. */
    void commit(Optional<Target> backup) throws IOException {
        try (Folder folder = openFolder()) {
            backUp(folder, backup);
            folder.rename(draftName(), name());
            folder.sync();
        }
    }

    /** Removes the file, which goes to {@code backup} first. */
    void remove(Optional<Target> backup) throws IOException {
        try (Folder folder = openFolder()) {
            backUp(folder, backup);
            folder.delete(name());
            folder.sync();
        }
    }

    private void backUp(Folder folder, Optional<Target> backup) throws IOException {
        Optional<PosixFileAttributes> there = there(folder);
        if (there.isPresent() && backup.isPresent()) {
            try (FileChannel old = folder.read(name())) {
                backup.get().draft(copy -> copyAll(old, copy), Attributes.of(there.get()));
                backup.get().commit(Optional.empty());
            } catch (IOException e) {
                throw new IOException("no backup at " + backup.get().path() + ": " + Reason.of(e), e);
            }
        }
    }

    private static void copyAll(FileChannel from, FileChannel to) throws IOException {
        long at = 0;
        for (long more = 1; more > 0; at += more) {
            more = from.transferTo(at, Long.MAX_VALUE - at, to);
        }
    }

    /** Of what kind the file is: a regular one, or none. */
    private Optional<PosixFileAttributes> there(Folder folder) throws IOException {
        Optional<PosixFileAttributes> there = folder.attributes(name());
        if (there.filter(PosixFileAttributes::isSymbolicLink).isPresent()) {
            throw new IOException("it is a symbolic link to " + Files.readSymbolicLink(path)
                    + ", which would be replaced itself; name the file it leads to");
        }
        if (there.filter(file -> !file.isRegularFile()).isPresent()) {
            throw new IOException("it is " + (there.get().isDirectory() ? "a folder" : "no regular file"));
        }
        return there;
    }
}
