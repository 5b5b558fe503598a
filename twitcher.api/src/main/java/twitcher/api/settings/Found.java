package twitcher.api.settings;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Words for what was found in a config: short, on one line. */
final class Found {
    private static final int LONGEST = 60;

    private Found() {}

    /** What {@code value} is, such as {@code the string "10"}, after "was". */
    static String words(Value value) {
        if (value instanceof Value.Text text) {
            return "the string " + quoted(text.text());
        } else if (value instanceof Value.Numeral numeral) {
            return number(numeral.number());
        } else if (value instanceof Value.Flag flag) {
            return String.valueOf(flag.flag());
        } else if (value instanceof Value.Items) {
            return "a list";
        } else if (value instanceof Value.Fields) {
            return "an object";
        }
        return "null";
    }

    /** "expected ..., was ...". */
    static String instead(String expected, Value value) {
        return "expected " + expected + ", was " + words(value);
    }

    /** The same, with the nearest valid value, if there is one. */
    static String instead(String expected, Value value, Optional<String> nearest) {
        return instead(expected, value) + nearest.map(Found::didYouMean).orElse("");
    }

    static String didYouMean(String nearest) {
        return "; did you mean " + nearest + "?";
    }

    static String quoted(String text) {
        return '"' + plain(text) + '"';
    }

    /** {@code text} on one line, shortened. */
    static String plain(String text) {
        return line(text, LONGEST);
    }

    /** {@code text} on one line, of at most {@code longest} of its characters. */
    static String line(String text, int longest) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(longest).forEach(c -> append(line, c));
        return text.codePoints().skip(longest).findAny().isPresent()
                ? line.append("...").toString()
                : line.toString();
    }

    private static void append(StringBuilder line, int c) {
        if (c == '\n') {
            line.append("\\n");
        } else if (Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE || c == 0x2028) {
            line.append(String.format("\\u%04x", c));
        } else {
            line.appendCodePoint(c);
        }
    }

    static String number(BigDecimal number) {
        boolean handy = Math.abs((long) number.scale()) < LONGEST && number.precision() < LONGEST;
        return plain(handy ? number.toPlainString() : number.toString());
    }

    /** The way from an object to the value of {@code key}. */
    static String step(String key) {
        return key.matches("[A-Za-z0-9_-]+") ? "." + key : "." + quoted(key);
    }

    /** The name of a key in a message. */
    static String key(String key) {
        return step(key).substring(1);
    }

    /** What to say of {@code field} if {@code first}, which may be null, has the same key. */
    static Optional<String> twice(Value.Field first, Value.Field field) {
        return Optional.ofNullable(first).map(f -> "given twice" + place("; first at ", f.keyAt()));
    }

    /** {@code words} and the place, or nothing without a place. */
    static String place(String words, Location at) {
        return at.equals(Location.NONE) ? "" : words + at;
    }

    /** {@code a, b or c}. */
    static String or(List<String> names) {
        int last = names.size() - 1;
        return last < 1 ? String.join("", names) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }
}
