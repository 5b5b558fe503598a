package twitcher.launcher.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.logging.LogRecord;

/** Writes to a stream that is there from the start, such as standard output. */
final class StreamSink implements Sink {
    private final Writer writer;
    private final LineFormat format;

    StreamSink(OutputStream stream, LineFormat format) {
        this.writer = new BufferedWriter(new OutputStreamWriter(stream, UTF_8));
        this.format = format;
    }

    static StreamSink stdout(LineFormat format) {
        return new StreamSink(new FileOutputStream(FileDescriptor.out), format);
    }

    static StreamSink stderr(LineFormat format) {
        return new StreamSink(new FileOutputStream(FileDescriptor.err), format);
    }

    @Override
    public void write(LogRecord event) throws IOException {
        writer.write(format.line(event) + '\n');
    }

    @Override
    public void flush() throws IOException {
        writer.flush();
    }

    /** Flushes; the stream itself belongs to the process. */
    @Override
    public void close() throws IOException {
        writer.flush();
    }
}
