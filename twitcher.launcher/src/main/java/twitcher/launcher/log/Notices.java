package twitcher.launcher.log;

import java.util.logging.Level;
import java.util.logging.LogRecord;

/** What the log has to say about itself. */
final class Notices {
    private Notices() {}

    static LogRecord warning(String message) {
        LogRecord event = new LogRecord(Level.WARNING, message);
        event.setLoggerName("twitcher.log");
        return event;
    }
}
