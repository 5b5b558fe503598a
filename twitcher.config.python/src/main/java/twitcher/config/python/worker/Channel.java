package twitcher.config.python.worker;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/**
 * The pipes to the daemon. They are moved from standard input and output to private descriptors, so that what a config
 * prints, reads or starts cannot reach them.
 */
final class Channel {
    private final InputStream in;
    private final OutputStream out;

    private Channel(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Takes the pipes from standard input and output, which are /dev/null from then on. */
    static Channel take() throws IOException {
        Channel channel = new Channel(
                new BufferedInputStream(new FileInputStream("/proc/self/fd/0")),
                new FileOutputStream("/proc/self/fd/1"));
        int nothing = Libc.C.open("/dev/null", Libc.O_RDWR | Libc.O_CLOEXEC);
        if (nothing < 0 || Libc.C.dup2(nothing, 0) < 0 || Libc.C.dup2(nothing, 1) < 0 || Libc.C.dup2(nothing, 2) < 0) {
            throw new IOException("/dev/null: " + Libc.lastError());
        }
        Libc.C.close(nothing);
        return channel;
    }

    Map<String, Object> read() throws IOException {
        return Wire.read(in);
    }

    void write(Map<String, ?> message) throws IOException {
        Wire.write(out, message);
    }

    /** Closes it for good. */
    void close() throws IOException {
        in.close();
        out.close();
    }
}
