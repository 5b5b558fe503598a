package twitcher.api.settings;

import java.util.List;

/** Lists of names in words. */
final class Lists {
    private Lists() {}

    /** {@code a, b or c}. */
    static String or(List<String> names) {
        int last = names.size() - 1;
        return last < 1 ? String.join("", names) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }
}
