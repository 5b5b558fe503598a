package twitcher.api.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/**
 * Whole numbers in a range; 5.0 is whole.
 *
 * @param unit what they count; may be empty
 */
record WholeKind(int min, int max, String unit) implements SettingKind<Integer> {
    WholeKind {
        if (min > max) {
            throw new IllegalArgumentException("min: must not be above max, was: " + min + " and " + max);
        }
    }

    WholeKind(int min, int max) {
        this(min, max, "");
    }

    @Override
    public Converted<Integer> convert(Value raw) {
        if (raw instanceof Value.Numeral numeral && valid(numeral.number())) {
            return Converted.good(numeral.number().intValueExact());
        }
        return Converted.bad(
                raw.at(), Found.instead(words(), raw, Amounts.of(raw).map(this::nearest)));
    }

    private boolean valid(BigDecimal number) {
        return inRange(number) && PlainData.whole(number);
    }

    private boolean inRange(BigDecimal number) {
        return number.compareTo(BigDecimal.valueOf(min)) >= 0 && number.compareTo(BigDecimal.valueOf(max)) <= 0;
    }

    private String nearest(BigDecimal number) {
        BigDecimal bound =
                BigDecimal.valueOf(number.signum() < 0 || number.compareTo(BigDecimal.valueOf(min)) < 0 ? min : max);
        return Found.number(inRange(number) ? number.setScale(0, RoundingMode.HALF_UP) : bound);
    }

    @Override
    public String words() {
        String what = unit.isEmpty() ? "a whole number " : "a whole number of " + unit + " ";
        return what + (max == Integer.MAX_VALUE ? ">= " + min : "from " + min + " to " + max);
    }

    @Override
    public Map<String, Object> schema() {
        return Schemas.of("type", "integer", "minimum", min, "maximum", max);
    }

    @Override
    public Object plain(Integer value) {
        return (long) value;
    }
}
