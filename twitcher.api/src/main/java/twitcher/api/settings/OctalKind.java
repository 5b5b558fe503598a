package twitcher.api.settings;

import java.util.Map;
import java.util.Optional;

/**
 * Permission bits, as octal digits in a string. A number is refused: JSON has no octal ones, so that 22 may be meant as
 * 022 or as 026, and nothing tells a reader which.
 *
 * @param max the greatest value
 */
record OctalKind(int max) implements SettingKind<Integer> {
    @Override
    public Converted<Integer> convert(Value raw) {
        if (raw instanceof Value.Text text && text.text().matches(pattern())) {
            return Converted.good(Integer.parseInt(text.text(), 8));
        }
        return Converted.bad(raw.at(), Found.instead(words(), raw, digits(raw).map(Found::quoted)));
    }

    /** The same digits as {@code raw}, which has another prefix. */
    private Optional<String> digits(Value raw) {
        return Optional.of(raw)
                .filter(Value.Text.class::isInstance)
                .map(text -> ((Value.Text) text).text().strip().replaceFirst("^0?[oO]", "0"))
                .filter(digits -> digits.matches(pattern()));
    }

    private String pattern() {
        String most = Integer.toOctalString(max);
        return "^0?[0-" + most.charAt(0) + "]?[0-7]{1," + (most.length() - 1) + "}$";
    }

    @Override
    public String words() {
        return "octal digits in a string, such as " + Found.quoted(text(max & 022)) + ", at most " + text(max);
    }

    @Override
    public Map<String, Object> schema() {
        return Schemas.of("type", "string", "pattern", pattern());
    }

    @Override
    public Object plain(Integer value) {
        return text(value);
    }

    private static String text(int value) {
        return String.format("%03o", value);
    }
}
