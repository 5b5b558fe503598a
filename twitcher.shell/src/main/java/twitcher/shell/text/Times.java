package twitcher.shell.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and moments, as an operator writes and reads them. */
public final class Times {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,9})([smhd])");
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3600, "d", 86_400);

    private Times() {}

    /** A duration written as a number and one of s, m, h, d, such as {@code 90m}; empty: it is none. */
    public static Optional<Duration> parse(String written) {
        Matcher matcher = WRITTEN.matcher(written.strip().toLowerCase(Locale.ROOT));
        return matcher.matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(1)) * SECONDS.get(matcher.group(2))))
                : Optional.empty();
    }

    /** In at most two units, such as {@code 0.31s}, {@code 45s}, {@code 3m20s}, {@code 2d4h}. */
    public static String words(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.isNegative()) {
            return "0s";
        } else if (seconds < 10) {
            return String.format(Locale.ROOT, "%.2fs", duration.toMillis() / 1000.0);
        } else if (seconds < 60) {
            return seconds + "s";
        } else if (seconds < 3600) {
            return two(seconds, 60, "m", 1, "s");
        } else if (seconds < 86_400) {
            return two(seconds, 3600, "h", 60, "m");
        }
        return two(seconds, 86_400, "d", 3600, "h");
    }

    private static String two(long seconds, int large, String unit, int small, String rest) {
        return seconds / large + unit + seconds % large / small + rest;
    }

    /** How long ago, such as {@code 3m20s ago}. */
    public static String ago(Instant moment, Instant now) {
        Duration past = Duration.between(moment, now);
        return past.compareTo(Duration.ofSeconds(1)) < 0 ? "now" : whole(past) + " ago";
    }

    private static String whole(Duration duration) {
        return duration.toSeconds() < 10 ? duration.toSeconds() + "s" : words(duration);
    }
}
