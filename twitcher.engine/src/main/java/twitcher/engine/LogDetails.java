package twitcher.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;
import twitcher.api.Stat;

/** What a line of the log is about, for a log that machines read: there each of these is a field of its own. */
final class LogDetails {
    private LogDetails() {}

    /** The marks of a state; none of a missing node. */
    static Map<String, String> of(Optional<Stat> stat) {
        Map<String, String> marks = new LinkedHashMap<>();
        stat.ifPresent(s -> {
            marks.put("czxid", Long.toString(s.czxid()));
            marks.put("mzxid", Long.toString(s.mzxid()));
            marks.put("pzxid", Long.toString(s.pzxid()));
        });
        return marks;
    }

    /** Whatever {@code logging} logs on this thread has the details. */
    static void during(Map<String, String> details, Runnable logging) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        MDC.setContextMap(details);
        try {
            logging.run();
        } finally {
            if (before == null) {
                MDC.clear();
            } else {
                MDC.setContextMap(before);
            }
        }
    }
}
