package twitcher.config.python;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.process.Handover;
import twitcher.api.process.Worker;
import twitcher.config.python.worker.Wire;

/** A worker that says what the test lets it say. */
final class HeldWorker implements Worker {
    private final PipedOutputStream says = new PipedOutputStream();
    private final PipedInputStream answers;
    private volatile int requests;
    private volatile boolean read;
    volatile boolean closed;

    HeldWorker() throws IOException {
        answers = new PipedInputStream(says, 1 << 16);
    }

    void ready() throws IOException {
        Wire.write(says, Map.of("ready", true));
    }

    void answer() throws IOException {
        Wire.write(says, Map.of("dirty", false));
    }

    void awaitRequest() {
        await().atMost(Duration.ofSeconds(60)).until(() -> requests > 0);
    }

    @Override
    public OutputStream requests() {
        requests++;
        return OutputStream.nullOutputStream();
    }

    /** Waits until somebody waits for its first answer. */
    void awaitRead() {
        await().atMost(Duration.ofSeconds(60)).until(() -> read);
    }

    @Override
    public InputStream answers() {
        read = true;
        return answers;
    }

    @Override
    public boolean isAlive() {
        return !closed;
    }

    @Override
    public RunningAction become(RunContext run, Handover handover) {
        throw new IllegalStateException("no run");
    }

    @Override
    public void close() {
        closed = true;
        try {
            says.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
