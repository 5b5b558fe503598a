package twitcher.api.settings;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Strings. No setting takes a NUL character: it cannot be in an argument, a variable or a file name.
 *
 * @param constraints what the schema says beside the type
 * @param problem what else is wrong with a string
 */
record TextKind(String words, Map<String, Object> constraints, Function<String, Optional<String>> problem)
        implements SettingKind<String> {
    private static final int LONGEST_WORDS = 300;

    /** The pattern of a string without NUL. */
    static final String NO_NUL = "^[^\\u0000]*$";

    static final TextKind ANY = new TextKind("a string", Map.of("pattern", NO_NUL), text -> Optional.empty());

    static final TextKind FILLED = new TextKind(
            "a string that is not empty",
            Map.of("minLength", 1, "pattern", NO_NUL),
            text -> text.isEmpty() ? Optional.of("must not be empty") : Optional.empty());

    @Override
    public Converted<String> convert(Value raw) {
        if (!(raw instanceof Value.Text text)) {
            return Converted.bad(raw.at(), Found.instead(words, raw, quotes(raw)));
        }
        return nul(text.text())
                .or(() -> problem.apply(text.text()))
                .map(found -> Converted.<String>bad(raw.at(), Found.line(found, LONGEST_WORDS)))
                .orElseGet(() -> Converted.good(text.text()));
    }

    private Optional<String> quotes(Value raw) {
        boolean scalar = raw instanceof Value.Numeral || raw instanceof Value.Flag;
        return Optional.of(Found.words(raw))
                .filter(found -> scalar && problem.apply(found).isEmpty())
                .map(Found::quoted);
    }

    private static Optional<String> nul(String text) {
        return text.indexOf(0) < 0
                ? Optional.empty()
                : Optional.of("must not have a NUL character, was the string " + Found.quoted(text));
    }

    @Override
    public Map<String, Object> schema() {
        return Schemas.with(Map.of("type", "string"), constraints);
    }

    @Override
    public Object plain(String value) {
        return value;
    }
}
