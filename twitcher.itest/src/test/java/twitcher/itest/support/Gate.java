package twitcher.itest.support;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A named pipe at which actions wait until the test lets them pass, one by one. */
public final class Gate implements AutoCloseable {
    private final Path path;
    private final RandomAccessFile pipe;

    private Gate(Path path, RandomAccessFile pipe) {
        this.path = path;
        this.pipe = pipe;
    }

    /** A shut gate. */
    public static Gate at(Path path) throws IOException, InterruptedException {
        new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor();
        return new Gate(path, new RandomAccessFile(path.toFile(), "rw"));
    }

    /** A command that waits for {@link #open}. */
    public String command() {
        return "read _ < " + path;
    }

    /** Lets one action pass. */
    public void open() throws IOException {
        pipe.write("go\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public void close() throws IOException {
        pipe.close();
    }
}
