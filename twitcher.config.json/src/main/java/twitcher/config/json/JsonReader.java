package twitcher.config.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import twitcher.api.settings.Location;
import twitcher.api.settings.Value;

/** Reads the one value of a JSON text. Confined to one thread. */
final class JsonReader {
    /** Far deeper than any setting goes, far shallower than any stack. */
    static final int DEEPEST = 50;

    /** Longer numbers, and exponents beyond this, mean nothing in a config. */
    static final int LONGEST_NUMBER = 100;

    /** How many strings are remembered, to be used again: keys, and what many watches have in common. */
    private static final int SEEN = 1_024;

    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final SourceText source;
    private final JsonParser parser;
    private final Deque<Opened> open = new ArrayDeque<>();
    private final String[] seen = new String[SEEN];

    private JsonReader(SourceText source) throws IOException {
        this.source = source;
        parser = JSON.createParser(source.text());
    }

    static Value read(SourceText source) throws SyntaxException {
        try {
            JsonReader reader = new JsonReader(source);
            try {
                return reader.root();
            } catch (JacksonException e) {
                throw new SyntaxWords(source, reader.parser, reader.open).of(e);
            } finally {
                reader.parser.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    private Value root() throws IOException, SyntaxException {
        if (parser.nextToken() == null) {
            throw refused(source.at(0), "the file is empty; expected {\"watches\": [...]}");
        }
        Value root = value();
        if (parser.nextToken() != null) {
            throw refused(place(), "nothing may follow the value that the file begins with");
        }
        return root;
    }

    private Value value() throws IOException, SyntaxException {
        Location at = place();
        return switch (parser.currentToken()) {
            case START_OBJECT -> fields(at);
            case START_ARRAY -> items(at);
            case VALUE_STRING -> new Value.Text(whole(parser.getText(), at), at);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Numeral(number(parser.getText(), at), at);
            case VALUE_TRUE, VALUE_FALSE -> new Value.Flag(parser.getBooleanValue(), at);
            case VALUE_NULL -> new Value.Nothing(at);
            default -> throw new IllegalStateException("no value: " + parser.currentToken());
        };
    }

    private Value.Fields fields(Location at) throws IOException, SyntaxException {
        enter('}', at);
        List<Value.Field> fields = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Location keyAt = place();
            String key = whole(parser.currentName(), keyAt);
            parser.nextToken();
            fields.add(new Value.Field(key, keyAt, value()));
        }
        open.pop();
        return new Value.Fields(fields, at);
    }

    private Value.Items items(Location at) throws IOException, SyntaxException {
        enter(']', at);
        List<Value> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        open.pop();
        return new Value.Items(items, at);
    }

    private void enter(char end, Location at) throws SyntaxException {
        if (open.size() == DEEPEST) {
            throw refused(at, "nested more than " + DEEPEST + " deep");
        }
        open.push(new Opened(end, at));
    }

    /** Refuses half a character, which only an escape can make: no file or process could ever get it. */
    private String whole(String text, Location at) throws SyntaxException {
        int place = text.hashCode() & SEEN - 1;
        if (text.equals(seen[place])) {
            return seen[place];
        }
        boolean half = text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        if (half) {
            throw refused(at, "has half a character: \\ud800 to \\udfff make one in pairs only");
        }
        seen[place] = text;
        return text;
    }

    private static BigDecimal number(String digits, Location at) throws SyntaxException {
        try {
            if (digits.length() <= LONGEST_NUMBER) {
                BigDecimal number = new BigDecimal(digits);
                if (Math.abs((long) number.scale()) <= LONGEST_NUMBER) {
                    return number;
                }
            }
        } catch (ArithmeticException | NumberFormatException e) {
            // An exponent beyond that of a BigDecimal.
        }
        throw refused(at, "the number is too long or its exponent too large");
    }

    private static SyntaxException refused(Location at, String words) {
        return new SyntaxException(at, words);
    }

    private Location place() {
        return source.at((int) parser.currentTokenLocation().getCharOffset());
    }

    /**
     * An object or a list that has not ended yet.
     *
     * @param end the character that ends it
     * @param at where it begins
     */
    record Opened(char end, Location at) {
        @Override
        public String toString() {
            String what = end == '}' ? "object" : "list";
            return what + " that begins at " + at.line() + ":" + at.column();
        }
    }
}
