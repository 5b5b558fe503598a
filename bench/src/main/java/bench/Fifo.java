package bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A named pipe into which actions write one byte each; says when each arrived. */
final class Fifo implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile pipe;
    private final LinkedBlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();

    Fifo(Path path) throws IOException, InterruptedException {
        this.path = path;
        new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
        // read-write, so that neither end ever waits for the other to open
        pipe = new RandomAccessFile(path.toFile(), "rw");
        Thread reader = new Thread(this::read, "fifo");
        reader.setDaemon(true);
        reader.start();
    }

    Path path() {
        return path;
    }

    private void read() {
        byte[] buffer = new byte[4096];
        try {
            while (true) {
                int count = pipe.read(buffer);
                long now = System.nanoTime();
                for (int i = 0; i < count; i++) {
                    arrivals.add(now);
                }
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    /** When the next byte arrived, by {@code System.nanoTime}. */
    long next() throws InterruptedException, TimeoutException {
        Long at = arrivals.poll(120, TimeUnit.SECONDS);
        if (at == null) {
            throw new TimeoutException("no action has run for 120 s");
        }
        return at;
    }

    /** When the last of {@code count} bytes arrived. */
    long last(int count) throws InterruptedException, TimeoutException {
        long at = 0;
        for (int i = 0; i < count; i++) {
            at = next();
        }
        return at;
    }

    @Override
    public void close() throws IOException {
        // a reader blocked in read keeps the descriptor; one byte wakes it
        pipe.write('\n');
        pipe.close();
    }
}
