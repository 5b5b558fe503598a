package twitcher.exec;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Predicate;
import twitcher.api.Output;
import twitcher.api.Payload;

/**
 * The file that one output stream of a run is appended to. Both ends of the stream are kept while the file is truncated
 * now and then: in memory, and in a file beside it for a daemon that comes later.
 *
 * <p>Not thread-safe.
 */
final class StreamFile {
    /** Above this size a file is truncated. */
    static final int LIMIT_BYTES = Output.CUT_BYTES;

    private final Path path;
    private byte[] head = {};
    private byte[] tail = {};
    private long gone;

    /** The stream in {@code path}, as far as an earlier daemon truncated it. */
    StreamFile(Path path) {
        this.path = path;
    }

    /** Where both ends are kept once the file was truncated. */
    private Path ends() {
        return path.resolveSibling(path.getFileName() + ".ends");
    }

    /** Takes up what an earlier daemon kept. */
    void recall() throws IOException {
        Path ends = ends();
        if (Files.exists(ends)) {
            try (DataInputStream in = new DataInputStream(Files.newInputStream(ends))) {
                gone = in.readLong();
                head = in.readNBytes(in.readInt());
                tail = in.readNBytes(in.readInt());
            }
        }
    }

    Path path() {
        return path;
    }

    /** Truncates the file if it has grown above the limit. */
    void trim() throws IOException {
        if (Files.size(path) <= LIMIT_BYTES) {
            return;
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = file.size();
            if (gone == 0) {
                head = read(file, 0, Output.END_BYTES);
            }
            tail = read(file, size - Output.END_BYTES, Output.END_BYTES);
            gone += size;
            remember();
            file.truncate(0);
        }
    }

    private void remember() throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(ends()))) {
            out.writeLong(gone);
            out.writeInt(head.length);
            out.write(head);
            out.writeInt(tail.length);
            out.write(tail);
        }
    }

    /** What is kept of the stream up to now. */
    Output.Kept kept() throws IOException {
        if (gone == 0 && Files.size(path) == 0) {
            return Output.Kept.NOTHING;
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = file.size();
            byte[] first = gone == 0 ? read(file, 0, Output.END_BYTES) : head;
            long unread = gone == 0 ? first.length : 0;
            byte[] last = read(file, Math.max(unread, size - Output.END_BYTES), Output.END_BYTES);
            byte[] end = gone == 0 ? last : lastOf(tail, last);
            return new Output.Kept(Payload.copyOf(first), Payload.copyOf(end), gone + size);
        }
    }

    private static byte[] lastOf(byte[] before, byte[] after) {
        byte[] both = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, both, before.length, after.length);
        return both.length <= Output.END_BYTES
                ? both
                : Arrays.copyOfRange(both, both.length - Output.END_BYTES, both.length);
    }

    private static byte[] read(FileChannel file, long from, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(most, file.size() - from)));
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {}
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    /** Deletes what there is of the stream, unless {@code taker} takes the file. */
    void delete(Predicate<Path> taker) throws IOException {
        if (gone > 0 || !taker.test(path)) {
            Files.deleteIfExists(path);
        }
        if (gone > 0) {
            Files.deleteIfExists(ends());
        }
    }
}
