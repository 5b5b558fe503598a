package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A named pipe into which actions write their payload, a line that says when the node was set: so how late each began. */
final class Stamps implements AutoCloseable {
    private final Pipe pipe;
    private final StringBuilder line = new StringBuilder();
    private List<Long> late = new ArrayList<>();
    private long arrived;

    Stamps(Path path) throws IOException, InterruptedException {
        pipe = new Pipe(path, this::arrived);
    }

    Path path() {
        return pipe.path();
    }

    /** The payload of a node that is set now; the clock is one for all processes of a machine. */
    static byte[] now() {
        return (System.nanoTime() + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private synchronized void arrived(byte[] buffer, int count, long now) {
        for (int i = 0; i < count; i++) {
            if (buffer[i] != '\n') {
                line.append((char) buffer[i]);
            } else if (!line.isEmpty()) {
                late.add(now - Long.parseLong(line.toString()));
                line.setLength(0);
                arrived++;
            }
        }
        notifyAll();
    }

    /** Waits, but not for long, until no more than {@code most} of {@code set} nodes have not begun. */
    synchronized void awaitBehind(long set, long most) throws InterruptedException {
        if (set - arrived > most) {
            wait(1_000);
        }
    }

    /** How many have begun, ever. */
    synchronized long arrived() {
        return arrived;
    }

    /** How late in nanoseconds those were that began since this was asked last. */
    synchronized long[] taken() {
        List<Long> all = late;
        late = new ArrayList<>();
        return all.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public void close() throws IOException {
        pipe.close();
    }
}
