package twitcher.shell.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/** One of a command's output streams, cut into frames. Unbuffered; any thread. */
final class FrameOutput extends OutputStream {
    private static final int MAX_BYTES = 64 * 1024;

    private final int type;
    private final Outbox outbox;

    /** @param type {@link Frame#STDOUT} or {@link Frame#STDERR} */
    FrameOutput(int type, Outbox outbox) {
        this.type = type;
        this.outbox = outbox;
    }

    @Override
    public void write(int b) throws IOException {
        outbox.put(new Frame(type, new byte[] {(byte) b}));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        for (int from = offset; from < offset + length; from += MAX_BYTES) {
            int to = Math.min(offset + length, from + MAX_BYTES);
            outbox.put(new Frame(type, Arrays.copyOfRange(bytes, from, to)));
        }
    }
}
