package twitcher.launcher.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.logging.LogRecord;

/** A place that events are written to. Used by one thread, the writer of its {@link QueueHandler}; may block. */
interface Sink extends Closeable {
    void write(LogRecord event) throws IOException;

    /** Passes on what is buffered. */
    void flush() throws IOException;

    /** Opens the place anew, because it may have been moved away; if that fails, the old one stays in use. */
    default void reopen() throws IOException {}
}
