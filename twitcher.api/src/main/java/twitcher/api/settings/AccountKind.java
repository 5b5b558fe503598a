package twitcher.api.settings;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Users or groups, by number or name; both are kept as a string.
 *
 * @param what {@code user} or {@code group}
 */
record AccountKind(String what) implements SettingKind<String> {
    /** The last number that is an account: the one after it means "unchanged" to the kernel. */
    static final long LAST = 4_294_967_294L;

    private static final String NAME = "^[^:\\u0000-\\u0020\\u007f-][^:\\u0000-\\u0020\\u007f]*$";

    @Override
    public Converted<String> convert(Value raw) {
        if (raw instanceof Value.Numeral numeral && valid(numeral.number())) {
            return Converted.good(String.valueOf(numeral.number().longValueExact()));
        }
        return raw instanceof Value.Text text && text.text().matches(NAME)
                ? Converted.good(text.text())
                : Converted.bad(raw.at(), Found.instead(words(), raw));
    }

    private static boolean valid(BigDecimal number) {
        return number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(LAST)) <= 0 && PlainData.whole(number);
    }

    @Override
    public String words() {
        return "a " + what + ": a name, or a number from 0 to " + LAST;
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> number = Schemas.of("type", "integer", "minimum", 0, "maximum", LAST);
        return Map.of("anyOf", List.of(number, Schemas.of("type", "string", "pattern", NAME)));
    }

    @Override
    public Object plain(String value) {
        return Optional.of(value)
                .filter(v -> v.matches("0|[1-9][0-9]{0,9}"))
                .map(BigDecimal::new)
                .filter(AccountKind::valid)
                .<Object>map(BigDecimal::longValueExact)
                .orElse(value);
    }
}
