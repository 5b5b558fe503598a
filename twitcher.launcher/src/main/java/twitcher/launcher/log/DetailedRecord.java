package twitcher.launcher.log;

import java.util.Map;
import java.util.TreeMap;
import java.util.logging.LogRecord;
import org.slf4j.MDC;

/** An event with what it is about, as whoever logged it said beside its message. */
final class DetailedRecord extends LogRecord {
    private static final long serialVersionUID = 1;

    private final transient Map<String, String> details;

    private DetailedRecord(LogRecord event, Map<String, String> details) {
        super(event.getLevel(), event.getMessage());
        setInstant(event.getInstant());
        setLoggerName(event.getLoggerName());
        setThrown(event.getThrown());
        setParameters(event.getParameters());
        this.details = details;
    }

    /** The event, with the details that this thread has for it now. */
    static LogRecord of(LogRecord event) {
        Map<String, String> details = MDC.getCopyOfContextMap();
        return details == null || details.isEmpty() ? event : new DetailedRecord(event, new TreeMap<>(details));
    }

    /** The details of an event, by name. */
    static Map<String, String> details(LogRecord event) {
        return event instanceof DetailedRecord detailed ? detailed.details : Map.of();
    }
}
