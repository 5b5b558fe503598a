package twitcher.shell.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes plain data as JSON (RFC 8259). Instants become ISO 8601 in UTC, durations seconds; what is absent is null, so
 * that every object of a kind has the same fields.
 */
public final class Json {
    private static final String INDENT = "  ";

    private final StringBuilder out = new StringBuilder();
    private final String indent;

    private Json(String indent) {
        this.indent = indent;
    }

    /** {@code data}, indented, with a newline at the end. */
    public static String of(Object data) {
        Json json = new Json(INDENT);
        json.write(data, "\n");
        return json.out.append('\n').toString();
    }

    /** {@code data} in one line, with a newline at the end. */
    public static String line(Object data) {
        Json json = new Json("");
        json.write(data, "");
        return json.out.append('\n').toString();
    }

    /** An object: names and values in turn, in this order. */
    public static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    private void write(Object value, String newline) {
        if (value instanceof Map<?, ?> object) {
            write(object, newline);
        } else if (value instanceof Collection<?> array) {
            write(array, newline);
        } else if (value instanceof Optional<?> maybe) {
            write(maybe.orElse(null), newline);
        } else {
            scalar(value);
        }
    }

    private void scalar(Object value) {
        if (value == null || value instanceof Boolean || value instanceof Number) {
            out.append(value);
        } else if (value instanceof Duration duration) {
            out.append(duration.toMillis() / 1000.0);
        } else if (value instanceof Instant instant) {
            string(instant.toString());
        } else {
            string(value.toString());
        }
    }

    private void write(Map<?, ?> object, String newline) {
        String inner = newline + indent;
        String separator = "{" + inner;
        for (Map.Entry<?, ?> field : object.entrySet()) {
            out.append(separator);
            string(field.getKey().toString());
            out.append(": ");
            write(field.getValue(), inner);
            separator = "," + inner;
        }
        out.append(object.isEmpty() ? "{}" : newline + "}");
    }

    private void write(Collection<?> array, String newline) {
        String inner = newline + indent;
        out.append('[');
        for (Iterator<?> items = array.iterator(); items.hasNext(); ) {
            out.append(inner);
            write(items.next(), inner);
            out.append(items.hasNext() ? "," : newline);
        }
        out.append(']');
    }

    private void string(String text) {
        out.append('"');
        text.chars().forEach(c -> character((char) c));
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            default -> out.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
    }
}
