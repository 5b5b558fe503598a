package twitcher.api.settings;

import java.util.Collection;
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
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String name : known) {
            int distance = distance(wanted, folded(name));
            if (distance < least) {
                nearest = name;
                least = distance;
            }
        }
        return Optional.ofNullable(nearest).or(() -> begun(wanted, known));
    }

    private static Optional<String> begun(String wanted, Collection<String> known) {
        return known.stream()
                .filter(name -> wanted.length() > 2 && folded(name).startsWith(wanted))
                .findFirst();
    }

    private static String folded(String name) {
        String start = name.length() > 100 ? name.substring(0, 100) : name;
        return start.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /**
     * Insertions, deletions, replacements and swaps of neighbours (optimal string alignment); the greatest integer if
     * they are too many.
     */
    private static int distance(String a, String b) {
        int most = Math.max(1, Math.min(a.length(), b.length()) / 3);
        if (Math.abs(a.length() - b.length()) > most) {
            return Integer.MAX_VALUE;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 ? j : j == 0 ? i : cheapest(d, a, b, i, j);
            }
        }
        int distance = d[a.length()][b.length()];
        return distance <= most ? distance : Integer.MAX_VALUE;
    }

    private static int cheapest(int[][] d, String a, String b, int i, int j) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int shifted = Math.min(d[i - 1][j], d[i][j - 1]) + 1;
        boolean swap = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return Math.min(Math.min(replaced, shifted), swap ? d[i - 2][j - 2] + 1 : replaced);
    }
}
