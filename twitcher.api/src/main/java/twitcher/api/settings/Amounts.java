package twitcher.api.settings;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the number that somebody meant, for the words of a problem. */
final class Amounts {
    private static final Pattern AMOUNT = Pattern.compile(
            "\\s*([0-9]{1,12}(?:\\.[0-9]{1,9})?)\\s*(ms|s|sec|secs|seconds?|m|min|mins|minutes?|h|hours?|)\\s*");

    private Amounts() {}

    /** A number, or a string that is one. */
    static Optional<BigDecimal> of(Value raw) {
        return raw instanceof Value.Numeral numeral ? Optional.of(numeral.number()) : parsed(raw, "");
    }

    /** Seconds: the same, or a string such as {@code 5m}. */
    static Optional<BigDecimal> seconds(Value raw) {
        return of(raw).or(() -> parsed(raw, null));
    }

    private static Optional<BigDecimal> parsed(Value raw, String unit) {
        if (!(raw instanceof Value.Text text) || text.text().length() > 40) {
            return Optional.empty();
        }
        Matcher matcher = AMOUNT.matcher(text.text());
        boolean fits = matcher.matches() && (unit == null || unit.equals(matcher.group(2)));
        return fits
                ? Optional.of(new BigDecimal(matcher.group(1)).multiply(factor(matcher.group(2))))
                : Optional.empty();
    }

    private static BigDecimal factor(String unit) {
        if (unit.equals("ms")) {
            return new BigDecimal("0.001");
        }
        return BigDecimal.valueOf(unit.startsWith("m") ? 60 : unit.startsWith("h") ? 3600 : 1);
    }
}
