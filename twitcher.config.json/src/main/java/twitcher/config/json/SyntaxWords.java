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

    private static final String LONE_SLASH =
            "a lone '/': strings are written in double quotes, comments begin with // or /*";

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
        } else if (jargon.startsWith("Unrecognized token")) {
            return word(wordStart(offset));
        } else if (jargon.startsWith("Non-standard token") || jargon.contains("numeric value") || numberAt(offset)) {
            int start = wordStart(offset);
            return at(start, "not a number as JSON has them: " + wordAt(start));
        } else if (jargon.startsWith("Illegal")) {
            return control(offset, jargon);
        }
        return unexpected(offset, jargon);
    }

    private int offset(JsonLocation location) {
        long offset = location == null ? parser.currentLocation().getCharOffset() : location.getCharOffset();
        return (int) Math.max(0, Math.min(offset, text.length()));
    }

    private SyntaxException end(String jargon) {
        if (jargon.contains("comment")) {
            return text.lastIndexOf("/*") > text.lastIndexOf("*/")
                    ? at(text.length(), "the file ends inside a comment that begins with /*")
                    : at(text.length() - 1, LONE_SLASH);
        } else if (jargon.contains("quote") || jargon.contains("field name") || jargon.contains("escape")) {
            return at(text.length(), "the file ends inside a string: '\"' is missing");
        }
        JsonReader.Opened last = open.peek();
        String inside = last == null ? "" : " inside the " + last + "; '" + last.end() + "' is missing";
        return at(text.length(), "the file ends" + (last == null ? " too early" : inside));
    }

    private SyntaxException word(int start) {
        String word = wordAt(start);
        String literal = LITERALS.get(word.toLowerCase(Locale.ROOT));
        String hint = literal == null ? "; strings are written in double quotes" : "; did you mean " + literal + "?";
        return at(start, open.isEmpty() ? outside(word) : "unknown word " + word + hint);
    }

    private String outside(String found) {
        String expected = parser.currentToken() == null
                ? "expected an object {\"watches\": [...]}"
                : "nothing may follow the value that the file begins with";
        return expected + ", found " + found;
    }

    /** Outside of strings the parser names the character after it. */
    private SyntaxException control(int offset, String jargon) {
        int index = jargon.contains("unquoted") ? offset : Math.max(0, offset - 1);
        return at(
                index,
                switch (text.charAt(index)) {
                    case '\n', '\r' ->
                        "the string has no closing '\"' on its line; a line break in a string is written \\n";
                    case '\t' -> "a tab in a string is written \\t";
                    case 0 -> "a NUL character; is this a text file?";
                    default -> String.format("a control character (U+%04X)", (int) text.charAt(index));
                });
    }

    private SyntaxException unexpected(int offset, String jargon) {
        if (jargon.contains("for a comment")) {
            return at(offset - 1, LONE_SLASH);
        } else if (jargon.contains("hex-digit")) {
            return at(offset, "\\u must be followed by four hexadecimal digits");
        } else if (jargon.contains("escape")) {
            String escape = "\\" + character(offset);
            return at(offset, escape + " means nothing in a string; a backslash is written \\\\");
        } else if (jargon.contains("colon")) {
            return at(offset, "expected ':' after the key, found " + found(offset));
        } else if (jargon.contains("start field name")) {
            return at(offset, key(offset));
        } else if (jargon.contains("close marker") || jargon.contains("comma to separate")) {
            return at(offset, separator(offset));
        }
        return at(offset, open.isEmpty() ? outside(found(offset)) : value(offset, "a value"));
    }

    private String key(int offset) {
        String word = wordAt(offset);
        return word.isEmpty() || !Character.isJavaIdentifierStart(word.charAt(0))
                ? value(offset, "a key in double quotes")
                : "keys are written in double quotes: \"" + word + "\"";
    }

    private String separator(int offset) {
        JsonReader.Opened last = open.peek();
        String expected = last == null
                ? "nothing is open here that could end"
                : "expected ',' or '" + last.end() + "' (of the " + last + ")";
        return expected + ", found " + found(offset);
    }

    private String value(int offset, String expected) {
        return switch (offset < text.length() ? text.charAt(offset) : ' ') {
            case '\'', '‘', '’', '“', '”', '„' ->
                "strings are written in straight double quotes (\"), found " + found(offset);
            case '#' -> "comments begin with // or /*, not with #";
            default -> "expected " + expected + ", found " + found(offset);
        };
    }

    private String found(int offset) {
        String character = character(offset);
        return character.startsWith("U+") ? character : "'" + character + "'";
    }

    private String character(int offset) {
        int c = offset < text.length() ? text.codePointAt(offset) : ' ';
        boolean plain = c < 0x7f && !Character.isISOControl(c) || Character.isLetterOrDigit(c);
        return plain ? Character.toString(c) : String.format("U+%04X", c);
    }

    /** Whether something at {@code offset} goes on, or begins, that looks like a number. */
    private boolean numberAt(int offset) {
        return offset < text.length()
                && ofWord(text.charAt(offset))
                && wordAt(wordStart(offset)).matches("\\.[0-9].*|[0-9].+");
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
        return !Character.isWhitespace(c) && !Character.isISOControl(c) && "{}[]:,;=\"'/#".indexOf(c) < 0;
    }

    private SyntaxException at(int offset, String words) {
        return new SyntaxException(source.at(Math.max(0, offset)), words);
    }
}
