package twitcher.launcher.log;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.logging.LogRecord;

/** Appends to a file, which a rotation may move away at any time. A new file is readable for its owner and group. */
final class FileSink implements Sink {
    private final Path file;
    private final LineFormat format;
    private OutputStream stream;
    private StreamSink sink;

    FileSink(Path file, LineFormat format) throws IOException {
        this.file = file;
        this.format = format;
        open();
    }

    @Override
    public void write(LogRecord event) throws IOException {
        sink.write(event);
    }

    @Override
    public void flush() throws IOException {
        sink.flush();
    }

    @Override
    public void reopen() throws IOException {
        OutputStream old = stream;
        flush();
        open();
        old.close();
    }

    @Override
    public void close() throws IOException {
        try (OutputStream last = stream) {
            sink.close();
            last.flush();
        }
    }

    private void open() throws IOException {
        stream = Channels.newOutputStream(FileChannel.open(
                file,
                Set.of(CREATE, APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----"))));
        sink = new StreamSink(stream, format);
    }
}
