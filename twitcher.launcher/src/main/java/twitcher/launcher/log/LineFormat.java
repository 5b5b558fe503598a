package twitcher.launcher.log;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/** How an event becomes one line, without the line's end. */
public enum LineFormat {
    /** For people: {@code 2026-01-31T12:00:00.000+01:00 INFO  [engine.Lanes] message}. */
    TEXT {
        @Override
        String line(LogRecord event) {
            return TIME.format(time(event)) + ' ' + Level.of(event.getLevel()).column() + ' ' + undated(event);
        }

        @Override
        String undated(LogRecord event) {
            String words = "[" + shortName(event) + "] " + OneLine.escape(message(event));
            return event.getThrown() == null ? words : words + " | " + error(event);
        }
    },

    /** For machines: one object with time, level, logger, message, what it is about, and, if there is one, error. */
    JSON {
        @Override
        String line(LogRecord event) {
            StringBuilder json = new StringBuilder(128).append('{');
            Json.member(json, "time", TIME.format(time(event)));
            Json.member(
                    json.append(','), "level", Level.of(event.getLevel()).name().toLowerCase());
            Json.member(json.append(','), "logger", String.valueOf(event.getLoggerName()));
            Json.member(json.append(','), "message", message(event));
            DetailedRecord.details(event).forEach((name, value) -> {
                if (!EVERY_LINES.contains(name)) {
                    Json.member(json.append(','), name, value);
                }
            });
            if (event.getThrown() != null) {
                Json.member(json.append(','), "error", OneLine.stackTrace(event.getThrown()));
            }
            return json.append('}').toString();
        }

        @Override
        String undated(LogRecord event) {
            return line(event);
        }
    };

    private static final Set<String> EVERY_LINES = Set.of("time", "level", "logger", "message", "error");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx");
    private static final Formatter MESSAGES = new SimpleFormatter();
    private static final String OURS = "twitcher.";

    /** The line for a reader that knows neither the time nor the level. */
    abstract String line(LogRecord event);

    /** The line for syslog, which adds time and level itself. */
    abstract String undated(LogRecord event);

    private static ZonedDateTime time(LogRecord event) {
        return event.getInstant().atZone(ZoneId.systemDefault());
    }

    private static String message(LogRecord event) {
        return String.valueOf(MESSAGES.formatMessage(event));
    }

    /** A stack trace is for our bugs. Libraries throw at what an operator mistyped, too, and say it in the message. */
    private static String error(LogRecord event) {
        return isOurs(event) ? OneLine.withStack(event.getThrown()) : OneLine.withCauses(event.getThrown());
    }

    private static boolean isOurs(LogRecord event) {
        return String.valueOf(event.getLoggerName()).startsWith(OURS);
    }

    private static String shortName(LogRecord event) {
        String name = String.valueOf(event.getLoggerName());
        return isOurs(event) ? name.substring(OURS.length()) : name;
    }
}
