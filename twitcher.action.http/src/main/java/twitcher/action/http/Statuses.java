package twitcher.action.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import twitcher.api.settings.SettingKind;
import twitcher.api.settings.SettingKinds;

/** Some statuses of HTTP; the first and the last belong to them. A config has a number, or a range as a string. */
record Statuses(int first, int last) {
    private static final int LEAST = 100;
    private static final int MOST = 599;
    private static final Pattern RANGE = Pattern.compile("([1-5][0-9]{2})-([1-5][0-9]{2})");

    /** How they are written. */
    static SettingKind<Statuses> kind() {
        SettingKind<Integer> one = SettingKinds.whole(LEAST, MOST);
        SettingKind<String> range =
                SettingKinds.restricted(SettingKinds.text(), "a range such as \"200-299\"", Statuses::problem);
        return SettingKinds.either(
                SettingKinds.mapped(one, status -> new Statuses(status, status), Statuses::first),
                SettingKinds.mapped(range, Statuses::parse, Statuses::toString));
    }

    private static Optional<String> problem(String text) {
        Matcher range = RANGE.matcher(text);
        return range.matches() && range.group(1).compareTo(range.group(2)) <= 0
                ? Optional.empty()
                : Optional.of("is no range of statuses: \"" + text + "\"");
    }

    private static Statuses parse(String range) {
        String[] ends = range.split("-");
        return new Statuses(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
    }

    boolean contains(int status) {
        return first <= status && status <= last;
    }

    /** As a config has it. */
    @Override
    public String toString() {
        return first == last ? String.valueOf(first) : first + "-" + last;
    }
}
