package twitcher.api.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody may have meant. */
public final class Nearest {
    private Nearest() {}

    /**
     * The one of {@code known} that is nearest to {@code given}: one slip of the keyboard in every three characters is
     * forgiven, upper and lower case and '-' and '_' are the same, and three first letters are enough. Of several the
     * first.
     */
    public static Optional<String> to(String given, Collection<String> known) {
        String wanted = folded(given);
        Optional<String> similar = known.stream()
                .filter(k -> distance(wanted, folded(k)) <= Math.max(1, Math.min(wanted.length(), k.length()) / 3))
                .min(Comparator.comparingInt(k -> distance(wanted, folded(k))));
        return similar.or(() -> known.stream()
                .filter(k -> wanted.length() > 2 && folded(k).startsWith(wanted))
                .findFirst());
    }

    private static String folded(String name) {
        String start = name.length() > 100 ? name.substring(0, 100) : name;
        return start.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : cheapest(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int cheapest(int[][] d, String a, String b, int i, int j) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int shifted = Math.min(d[i - 1][j], d[i][j - 1]) + 1;
        boolean swap = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return Math.min(Math.min(replaced, shifted), swap ? d[i - 2][j - 2] + 1 : replaced);
    }
}
