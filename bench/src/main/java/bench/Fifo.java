package bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A named pipe into which actions write one byte each; says when each arrived. */
final class Fifo implements AutoCloseable {
    private final LinkedBlockingQueue<Long> arrivals = new LinkedBlockingQueue<>();
    private final Pipe pipe;

    Fifo(Path path) throws IOException, InterruptedException {
        pipe = new Pipe(path, (buffer, count, now) -> {
            for (int i = 0; i < count; i++) {
                arrivals.add(now);
            }
        });
    }

    Path path() {
        return pipe.path();
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
        pipe.close();
    }
}
