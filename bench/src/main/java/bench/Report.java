package bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Figures of one measure, as lines of text. */
final class Report {
    private final String name;
    private final List<String> lines = new ArrayList<>();

    Report(String name) {
        this.name = name;
    }

    /** A figure beside its floor, with their ratio. */
    void ratio(String what, double twitcher, double floor, String unit) {
        lines.add(String.format(
                Locale.ROOT,
                "%-46s twitcher %9.2f %-8s floor %9.2f %-8s ratio %5.2f",
                what,
                twitcher,
                unit,
                floor,
                unit,
                twitcher / floor));
    }

    /** Why there is no figure. */
    void skipped(String why) {
        lines.add("skipped: " + why);
    }

    /** A figure without a floor. */
    void figure(String what, double twitcher, String unit) {
        lines.add(String.format(Locale.ROOT, "%-46s twitcher %9.2f %s", what, twitcher, unit));
    }

    /** Percentiles of two sets of nanoseconds. */
    void percentiles(String what, long[] twitcher, long[] floor) {
        for (int percent : new int[] {50, 90, 99}) {
            ratio(what + " p" + percent, millis(twitcher, percent), millis(floor, percent), "ms");
        }
    }

    /** How long something took each time, in nanoseconds. */
    void spread(String what, long[] nanos) {
        lines.add(String.format(
                Locale.ROOT,
                "%-46s p50 %9.2f ms    p99 %9.2f ms    max %9.2f ms    of %d",
                what,
                millis(nanos, 50),
                millis(nanos, 99),
                millis(nanos, 100),
                nanos.length));
    }

    private static double millis(long[] nanos, int percent) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1e6;
    }

    void print() {
        System.out.println("== " + name);
        lines.forEach(System.out::println);
    }
}
