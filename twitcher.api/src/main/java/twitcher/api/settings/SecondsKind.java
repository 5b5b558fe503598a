package twitcher.api.settings;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Lengths of time in seconds, with fractions down to a nanosecond, at most a year. */
record SecondsKind(boolean zeroAllowed) implements SettingKind<Duration> {
    /** A year: longer is a slip of the keyboard, and the sum of a few never overflows. */
    static final long LONGEST = 365L * 24 * 60 * 60;

    @Override
    public Converted<Duration> convert(Value raw) {
        if (!(raw instanceof Value.Numeral numeral) || numeral.number().signum() < least()) {
            return Converted.bad(raw.at(), Found.instead(words(), raw, nearest(raw)));
        }
        if (tooLong(numeral.number())) {
            String words = "expected at most " + LONGEST + " seconds (a year), was " + Found.words(raw);
            return Converted.bad(raw.at(), words);
        }
        return Converted.good(duration(numeral.number()));
    }

    private int least() {
        return zeroAllowed ? 0 : 1;
    }

    private static boolean tooLong(BigDecimal seconds) {
        return seconds.compareTo(BigDecimal.valueOf(LONGEST)) > 0;
    }

    private Optional<String> nearest(Value raw) {
        return Amounts.seconds(raw)
                .map(seconds -> zeroAllowed ? seconds.max(BigDecimal.ZERO) : seconds)
                .filter(seconds -> seconds.signum() >= least() && !tooLong(seconds))
                .map(seconds -> Found.number(seconds.stripTrailingZeros()));
    }

    /** Rounded up, so that what is more than nothing stays so. */
    private static Duration duration(BigDecimal seconds) {
        BigDecimal whole = seconds.setScale(0, RoundingMode.DOWN);
        BigDecimal nanos = seconds.subtract(whole).movePointRight(9).setScale(0, RoundingMode.CEILING);
        return Duration.ofSeconds(whole.longValueExact(), nanos.longValueExact());
    }

    @Override
    public String words() {
        return zeroAllowed ? "seconds >= 0" : "seconds > 0";
    }

    @Override
    public Map<String, Object> schema() {
        return Schemas.of("type", "number", zeroAllowed ? "minimum" : "exclusiveMinimum", 0, "maximum", LONGEST);
    }

    @Override
    public Object plain(Duration value) {
        return PlainData.number(BigDecimal.valueOf(value.getSeconds()).add(BigDecimal.valueOf(value.getNano(), 9)));
    }
}
