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
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * What happened since the store was last committed, in two files that take turns: appending a record takes two
 * microseconds, committing the store a hundred times that. Handed to the kernel, not to the disk: it survives the
 * daemon, not the machine. Not for several threads.
 *
 * <p>A record: length, CRC-32C, number, bytes. Reading ends at the first that is not whole. The files never get smaller
 * than {@link #ROOM}, zeros where nothing is written, so that there is a place for records when the disk is full.
 */
final class Journal implements AutoCloseable {
    /** Bytes that each file has on the disk, used or not. */
    static final int ROOM = 256 << 10;

    private static final int HEAD = Integer.BYTES + Integer.BYTES + Long.BYTES;
    private static final int LONGEST = 1 << 20;
    private static final int FILES = 2;

    // Not FileChannel: that closes itself when a thread that writes is interrupted.
    private final RandomAccessFile[] files = new RandomAccessFile[FILES];
    /** Behind the last record of each. */
    private final long[] ends = new long[FILES];

    private int current;
    private long number;

    private Journal() {}

    /** Opens {@code name.0} and {@code name.1}, or makes them. */
    static Journal open(Path folder, String name) throws IOException {
        Journal journal = new Journal();
        try {
            for (int i = 0; i < FILES; i++) {
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

    /** All whole records, the oldest first; call it before anything else. What is appended comes after them. */
    List<Record> read() throws IOException {
        TreeMap<Long, Record> byNumber = new TreeMap<>();
        for (int i = 0; i < FILES; i++) {
            files[i].seek(0);
            DataInputStream in =
                    new DataInputStream(new BufferedInputStream(Channels.newInputStream(files[i].getChannel())));
            for (int bytes = readOne(in, byNumber); bytes > 0; bytes = readOne(in, byNumber)) {
                ends[i] += bytes;
            }
        }
        number = byNumber.isEmpty() ? 0 : byNumber.lastKey();
        return new ArrayList<>(byNumber.values());
    }

    /** How many bytes it has; 0: there is none. */
    private static int readOne(DataInputStream in, TreeMap<Long, Record> into) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        if (head.length < HEAD) {
            return 0;
        }
        ByteBuffer values = ByteBuffer.wrap(head);
        int length = values.getInt();
        int crc = values.getInt();
        long found = values.getLong();
        if (length <= 0 || length > LONGEST) {
            return 0;
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || crc(found, bytes) != crc) {
            return 0;
        }
        Codec.value(bytes, Record::readJournaled).ifPresent(r -> into.put(found, r));
        return HEAD + length;
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
        files[current].seek(ends[current]);
        files[current].write(record);
        ends[current] += record.length;
    }

    /** From now on records go to the other file, which must have been {@link #forget forgotten}. */
    void turn() {
        current = 1 - current;
    }

    /** Forgets the file that is not written to: all of it has been committed. */
    void forget() throws IOException {
        forget(1 - current, ends[1 - current]);
    }

    /** Forgets both, and takes the place on the disk that they need. */
    void forgetAll() throws IOException {
        for (int i = 0; i < FILES; i++) {
            forget(i, ROOM);
        }
    }

    private void forget(int file, long used) throws IOException {
        RandomAccessFile target = files[file];
        if (target.length() > ROOM) {
            target.setLength(ROOM);
        }
        target.seek(0);
        target.write(new byte[(int) Math.min(used, ROOM)]);
        ends[file] = 0;
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
