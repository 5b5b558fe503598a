package twitcher.engine.lane;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32C;

/** How long a change waits: durations in nanoseconds, the splay of a fleet, the backoff of retries. */
final class Delays {
    /** Twenty years: what is longer is taken as this, so that deadlines never overflow, not even four times it. */
    private static final Duration LONGEST = Duration.ofDays(7_300);

    private static final double JITTER = 0.2;

    private Delays() {}

    static long nanos(Duration duration) {
        return duration.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : duration.toNanos();
    }

    /** The delay of one machine of a fleet for one state: the same each time it is asked for, spread over {@code width}. */
    static long splay(Duration width, String host, String watchId, long mzxid) {
        long nanos = nanos(width);
        return nanos == 0 ? 0 : Math.floorMod(spread(host + '\0' + watchId + '\0' + mzxid), nanos);
    }

    /** The delay before the attempt that follows {@code attempt}; it doubles, within {@code max}, give or take a fifth. */
    static long backoff(Duration first, Duration max, int attempt, String runId) {
        double doubled = nanos(first) * Math.pow(2, Math.min(attempt - 1, 62));
        double jittered = Math.min(doubled, nanos(max)) * (1 - JITTER + 2 * JITTER * fraction(runId));
        return (long) Math.min(jittered, nanos(max));
    }

    private static double fraction(String text) {
        return (spread(text) >>> 11) / (double) (1L << 53);
    }

    /** 64 well mixed bits of a text, the same on every machine and in every release. */
    private static long spread(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        long low = crc.getValue();
        crc.update(0x9e);
        return mix(low << 32 ^ crc.getValue());
    }

    private static long mix(long bits) {
        long z = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
