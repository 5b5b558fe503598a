package twitcher.launcher.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/**
 * Lets a warning or an error pass once a minute if it is the same each time, word for word, and counts the others; the
 * count is told when the minute is over. What differs in a word, as the line of a run does, always passes. Any thread.
 */
final class Repeats {
    static final Duration WINDOW = Duration.ofMinutes(1);
    /** Different lines that are remembered; the one remembered for the longest gives way. */
    private static final int REMEMBERED = 256;

    private final LongSupplier nanoTime;
    private final Map<Line, Count> counts = new LinkedHashMap<>();

    /** What makes two events the same. */
    private record Line(String logger, Level level, String message, String thrown) {
        static Line of(LogRecord event) {
            return new Line(
                    String.valueOf(event.getLoggerName()),
                    event.getLevel(),
                    String.valueOf(event.getMessage()),
                    String.valueOf(event.getThrown()));
        }
    }

    private static final class Count {
        final long since;
        long held;

        Count(long since) {
            this.since = since;
        }
    }

    Repeats(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What is to be written because {@code event} happened: perhaps it, perhaps the counts of others before it. */
    synchronized List<LogRecord> pass(LogRecord event) {
        List<LogRecord> passing = new ArrayList<>(1);
        if (!counts.isEmpty()) {
            tellOver(passing);
        }
        if (event.getLevel().intValue() < Level.WARNING.intValue() || isFirst(Line.of(event), passing)) {
            passing.add(event);
        }
        return passing;
    }

    private boolean isFirst(Line line, List<LogRecord> passing) {
        Count count = counts.get(line);
        if (count != null) {
            count.held++;
            return false;
        }
        if (counts.size() >= REMEMBERED) {
            Iterator<Map.Entry<Line, Count>> oldest = counts.entrySet().iterator();
            tell(oldest.next(), passing);
            oldest.remove();
        }
        counts.put(line, new Count(nanoTime.getAsLong()));
        return true;
    }

    /** Entries are in the order of their beginnings. */
    private void tellOver(List<LogRecord> passing) {
        long now = nanoTime.getAsLong();
        Iterator<Map.Entry<Line, Count>> entries = counts.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<Line, Count> entry = entries.next();
            if (now - entry.getValue().since < WINDOW.toNanos()) {
                return;
            }
            tell(entry, passing);
            entries.remove();
        }
    }

    /** What has been held until now, because the log ends. */
    synchronized List<LogRecord> rest() {
        List<LogRecord> told = new ArrayList<>();
        counts.entrySet().forEach(entry -> tell(entry, told));
        counts.clear();
        return told;
    }

    private static void tell(Map.Entry<Line, Count> entry, List<LogRecord> passing) {
        long held = entry.getValue().held;
        if (held > 0) {
            Line line = entry.getKey();
            LogRecord told = new LogRecord(line.level(), line.message() + " (and " + held + " times more)");
            told.setLoggerName(line.logger());
            passing.add(told);
        }
    }
}
