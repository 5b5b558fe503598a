package twitcher.launcher.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts made fit for a log in which one line is one event. */
final class OneLine {
    /** Causes may go in a circle. */
    private static final int DEEPEST = 16;

    private OneLine() {}

    /** The text with each control character written as an escape, so that nothing in it can begin a line of its own. */
    static String escape(String text) {
        if (text.chars().noneMatch(OneLine::isControl)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.chars().forEach(c -> append(escaped, (char) c));
        return escaped.toString();
    }

    /** An exception with its causes and stack, its lines parted by {@code " | "}. */
    static String withStack(Throwable thrown) {
        return escape(stackTrace(thrown).strip().replaceAll("\\R\\s*", " | "));
    }

    /** An exception with its causes, parted by {@code " | "}. */
    static String withCauses(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .map(cause -> escape(cause.toString()))
                .collect(Collectors.joining(" | "));
    }

    /** An exception as Java prints it, over several lines. */
    static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }

    private static void append(StringBuilder escaped, char c) {
        switch (c) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> {
                if (isControl(c)) {
                    escaped.append(String.format("\\u%04x", (int) c));
                } else {
                    escaped.append(c);
                }
            }
        }
    }
}
