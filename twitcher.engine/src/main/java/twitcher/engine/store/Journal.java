package twitcher.engine.store;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What happened since the store was last committed, in two files that take turns: appending a record takes two
 * microseconds, committing the store a hundred times that. Handed to the kernel, not to the disk: it survives the
 * daemon, not the machine. Not for several threads.
 *
 * <p>A record: length, CRC-32C, number, bytes. Reading ends at the first that is not whole.
 */
final class Journal implements AutoCloseable {
    private static final int HEAD = Integer.BYTES + Integer.BYTES + Long.BYTES;
    private static final int LONGEST = 1 << 20;

    // Not FileChannel: that closes itself when a thread that writes is interrupted.
    private final RandomAccessFile[] files = new RandomAccessFile[2];
    private int current;
    private long number;

    private Journal() {}

    /** Opens {@code name.0} and {@code name.1}, or makes them. */
    static Journal open(Path folder, String name) throws IOException {
        Journal journal = new Journal();
        try {
            for (int i = 0; i < journal.files.length; i++) {
                Path file = folder.resolve(name + "." + i);
                OwnFiles.create(file);
                journal.files[i] = new RandomAccessFile(file.toFile(), "rw");
            }
        } catch (IOException e) {
            journal.close();
            throw e;
        }
        return journal;
    }

    /** All whole records, the oldest first; call it before anything else, and {@link #forgetAll} after it. */
    List<Record> read() throws IOException {
        TreeMap<Long, Record> byNumber = new TreeMap<>();
        for (RandomAccessFile file : files) {
            file.seek(0);
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Channels.newInputStream(file.getChannel())));
            while (readOne(in, byNumber)) {
                number = byNumber.isEmpty() ? 0 : byNumber.lastKey();
            }
        }
        return new ArrayList<>(byNumber.values());
    }

    private static boolean readOne(DataInputStream in, TreeMap<Long, Record> into) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        if (head.length < HEAD) {
            return false;
        }
        ByteBuffer values = ByteBuffer.wrap(head);
        int length = values.getInt();
        int crc = values.getInt();
        long number = values.getLong();
        if (length < 0 || length > LONGEST) {
            return false;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || crc(number, bytes) != crc) {
            return false;
        }
        Optional<Record> read = Codec.value(bytes, Record::readJournaled);
        read.ifPresent(r -> into.put(number, r));
        return true;
    }

    /** Appends {@code what}: when it returns, that survives the end of the daemon. */
    void append(Record what) throws IOException {
        byte[] bytes = Codec.bytes(what, Record::writeJournaled);
        byte[] record = new byte[HEAD + bytes.length];
        number++;
        ByteBuffer.wrap(record)
                .putInt(bytes.length)
                .putInt(crc(number, bytes))
                .putLong(number)
                .put(bytes);
        RandomAccessFile file = files[current];
        long start = file.getFilePointer();
        try {
            file.write(record);
        } catch (IOException e) {
            file.seek(start);
            throw e;
        }
    }

    /** From now on records go to the other file, which must have been {@link #forget forgotten}. */
    void turn() {
        current = 1 - current;
    }

    /** Forgets the file that is not written to: all of it has been committed. */
    void forget() throws IOException {
        files[1 - current].setLength(0);
        files[1 - current].seek(0);
    }

    /** Forgets both. */
    void forgetAll() throws IOException {
        forget();
        turn();
        forget();
    }

    private static int crc(long number, byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        crc.update(bytes);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        for (RandomAccessFile file : files) {
            if (file != null) {
                file.close();
            }
        }
    }
}
