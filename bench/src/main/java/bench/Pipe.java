package bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A named pipe that is read by a thread of its own for as long as it is open. */
final class Pipe implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile pipe;
    private final Reader reader;

    /** Takes what arrives: the first {@code count} bytes of a buffer, at {@code now} by {@code System.nanoTime}. */
    interface Reader {
        void arrived(byte[] buffer, int count, long now);
    }

    Pipe(Path path, Reader reader) throws IOException, InterruptedException {
        this.path = path;
        this.reader = reader;
        new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
        // read-write, so that neither end ever waits for the other to open
        pipe = new RandomAccessFile(path.toFile(), "rw");
        Thread thread = new Thread(this::read, "fifo");
        thread.setDaemon(true);
        thread.start();
    }

    Path path() {
        return path;
    }

    private void read() {
        byte[] buffer = new byte[4096];
        try {
            while (true) {
                int count = pipe.read(buffer);
                reader.arrived(buffer, count, System.nanoTime());
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    @Override
    public void close() throws IOException {
        // a reader blocked in read keeps the descriptor; one byte wakes it
        pipe.write('\n');
        pipe.close();
    }
}
