package twitcher.config.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;

/** Says in the words of somebody who writes a config what the parser did not understand, and where that begins. */
final class SyntaxWords {
    private static final Map<String, String> LITERALS = Map.of(
            "true", "true", "yes", "true", "on", "true", "false", "false", "no", "false", "off", "false", "null",
            "null", "none", "null", "nil", "null");

    private final SourceText source;
    private final String text;
    private final JsonParser parser;
    private final Deque<JsonReader.Opened> open;

    SyntaxWords(SourceText source, JsonParser parser, Deque<JsonReader.Opened> open) {
        this.source = source;
        text = source.text();
        this.parser = parser;
        this.open = open;
    }

    SyntaxException of(JacksonException e) {
        int offset = offset(e.getLocation());
        String jargon = e.getOriginalMessage();
        if (jargon.contains("end-of-input")) {
            return end(jargon);
        } else if (jargon.startsWith("Unrecognized token") || jargon.startsWith("Non-standard token")) {
            return word(wordStart(offset));
        } else if (jargon.contains("numeric value")) {
            return at(wordStart(offset), "not a number as JSON has them: " + wordAt(wordStart(offset)));
        } else if (jargon.contains("CTRL-CHAR")) {
            return control(offset);
        }
        return unexpected(offset, jargon);
    }

    private int offset(JsonLocation location) {
        long offset = location == null ? parser.currentLocation().getCharOffset() : location.getCharOffset();
        return (int) Math.max(0, Math.min(offset, text.length()));
    }

    private SyntaxException end(String jargon) {
        if (jargon.contains("comment")) {
            return at(text.length(), "the file ends inside a comment that begins with /* (or after a lone '/')");
        } else if (jargon.contains("quote") || jargon.contains("field name") || jargon.contains("escape")) {
            return at(text.length(), "the file ends inside a string: '\"' is missing");
        }
        JsonReader.Opened last = open.peek();
        return at(text.length(), last == null ? "the file ends too early" : "the file ends inside " + begun(last));
    }

    private static String begun(JsonReader.Opened opened) {
        return "the " + opened.what() + " that begins at " + opened.at().line() + ":"
                + opened.at().column() + "; '" + opened.end() + "' is missing";
    }

    private SyntaxException word(int start) {
        String word = wordAt(start);
        String literal = LITERALS.get(word.toLowerCase(Locale.ROOT));
        String hint = literal == null ? "; strings are written in double quotes" : "; did you mean " + literal + "?";
        return at(
                start,
                open.isEmpty()
                        ? "expected an object {\"watches\": [...]} and nothing after it, found " + word
                        : "unknown word " + word + hint);
    }

    private SyntaxException control(int offset) {
        boolean before = offset > 0 && (offset == text.length() || !Character.isISOControl(text.charAt(offset)));
        int index = before ? offset - 1 : offset;
        String words = switch (text.charAt(index)) {
            case '\n', '\r' -> "the string has no closing '\"' on its line; a line break in a string is written \\n";
            case '\t' -> "a tab in a string is written \\t";
            case 0 -> "a NUL character; is this a text file?";
            default -> String.format("a control character (U+%04X)", (int) text.charAt(index));
        };
        return at(index, words);
    }

    private SyntaxException unexpected(int offset, String jargon) {
        String found = "found " + found(offset);
        if (jargon.contains("for a comment")) {
            return at(offset - 1, "a lone '/': strings are written in double quotes, comments begin with // or /*");
        } else if (jargon.contains("escape")) {
            return at(offset, escape(offset, jargon));
        } else if (jargon.contains("colon")) {
            return at(offset, "expected ':' after the key, " + found);
        } else if (jargon.contains("start field name")) {
            return at(offset, key(offset));
        } else if (jargon.contains("close marker") || jargon.contains("comma to separate")) {
            return at(offset, separator(found));
        }
        return at(
                offset,
                open.isEmpty()
                        ? "expected an object {\"watches\": [...]} and nothing after it, " + found
                        : value(offset));
    }

    private String escape(int offset, String jargon) {
        return jargon.contains("hex-digit")
                ? "\\u must be followed by four hexadecimal digits"
                : "\\" + character(offset) + " means nothing in a string; a backslash is written \\\\";
    }

    private String key(int offset) {
        String word = wordAt(offset);
        if (word.isEmpty() || !Character.isJavaIdentifierStart(word.charAt(0))) {
            return text.startsWith("'", offset) || text.startsWith("#", offset)
                    ? value(offset)
                    : "expected a key in double quotes, found " + found(offset);
        }
        return "keys are written in double quotes: \"" + word + "\"";
    }

    private String separator(String found) {
        JsonReader.Opened last = open.peek();
        return last == null
                ? "nothing is open here that could end, " + found
                : "expected ',' or '" + last.end() + "' (of the " + last.what() + " that begins at "
                        + last.at().line() + ":" + last.at().column() + "), " + found;
    }

    private String value(int offset) {
        return switch (offset < text.length() ? text.charAt(offset) : ' ') {
            case '\'' -> "strings are written in double quotes, not in single ones";
            case '#' -> "comments begin with // or /*, not with #";
            default -> "expected a value, found " + found(offset);
        };
    }

    private String found(int offset) {
        return "'" + character(offset) + "'";
    }

    private String character(int offset) {
        int c = offset < text.length() ? text.codePointAt(offset) : ' ';
        return Character.isISOControl(c) || c > 0x7e && !Character.isLetterOrDigit(c)
                ? String.format("U+%04X", c)
                : Character.toString(c);
    }

    /** Where the word or number begins that ends at {@code offset} or goes on there. */
    private int wordStart(int offset) {
        int start = offset;
        while (start > 0 && ofWord(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** The word or number at {@code start}, shortened. */
    private String wordAt(int start) {
        int end = start;
        while (end < text.length() && ofWord(text.charAt(end)) && end - start < 40) {
            end++;
        }
        return text.substring(start, end);
    }

    private static boolean ofWord(char c) {
        return !Character.isWhitespace(c) && !Character.isISOControl(c) && "{}[]:,\"'/".indexOf(c) < 0;
    }

    private SyntaxException at(int offset, String words) {
        return new SyntaxException(source.at(Math.max(0, offset)), words);
    }
}
