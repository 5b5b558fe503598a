package twitcher.api.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Lengths of time between two, both allowed, in seconds with fractions. */
record SecondsRangeKind(int min, int max) implements SettingKind<Duration> {
    private static final SecondsKind ANY = new SecondsKind(true);

    SecondsRangeKind {
        if (min < 0 || min > max) {
            throw new IllegalArgumentException(
                    "min: must be from 0 to max, in seconds, was: " + min + " with max " + max);
        }
    }

    @Override
    public Converted<Duration> convert(Value raw) {
        Converted<Duration> converted = ANY.convert(raw);
        boolean good = converted.value().filter(this::within).isPresent();
        return good ? converted : Converted.bad(raw.at(), Found.instead(words(), raw, nearest(raw)));
    }

    private boolean within(Duration length) {
        return length.compareTo(Duration.ofSeconds(min)) >= 0 && length.compareTo(Duration.ofSeconds(most())) <= 0;
    }

    private long most() {
        return Math.min(max, SecondsKind.LONGEST);
    }

    private Optional<String> nearest(Value raw) {
        return Amounts.seconds(raw)
                .map(seconds -> seconds.max(BigDecimal.valueOf(min)).min(BigDecimal.valueOf(most())))
                .map(seconds -> Found.number(seconds.stripTrailingZeros()));
    }

    @Override
    public String words() {
        return "seconds " + (max == Integer.MAX_VALUE ? ">= " + min : "from " + min + " to " + max);
    }

    @Override
    public Map<String, Object> schema() {
        return Schemas.of("type", "number", "minimum", min, "maximum", most());
    }

    @Override
    public Object plain(Duration value) {
        return ANY.plain(value);
    }
}
