package twitcher.api.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** The kinds of value that settings commonly take, and ways to make more of them. */
public final class SettingKinds {
    /** Variables that twitcher sets for every process; a config must not. */
    private static final Set<String> RESERVED = Set.of(
            "TWITCHER_ZNODE",
            "TWITCHER_EVENT",
            "TWITCHER_MZXID",
            "TWITCHER_VERSION",
            "TWITCHER_WATCH",
            "TWITCHER_RUN",
            "TWITCHER_ATTEMPT");

    private static final int LONGEST_LINE = 250;

    private SettingKinds() {}

    /** A string without a NUL character. */
    public static SettingKind<String> text() {
        return TextKind.ANY;
    }

    /** The same, not empty. */
    public static SettingKind<String> filledText() {
        return TextKind.FILLED;
    }

    /** A string that fits on a line of a log: 1 to 250 characters, none of them a control character. */
    public static SettingKind<String> line() {
        String words = "a string of 1 to " + LONGEST_LINE + " characters on one line";
        Map<String, Object> constraints =
                Map.of("minLength", 1, "maxLength", LONGEST_LINE, "pattern", "^[^\\u0000-\\u001f\\u007f-\\u009f]*$");
        return new TextKind(words, constraints, text -> lineProblem(words, text));
    }

    private static Optional<String> lineProblem(String words, String text) {
        int length = text.codePointCount(0, text.length());
        boolean valid = length > 0 && length <= LONGEST_LINE && text.chars().noneMatch(Character::isISOControl);
        return valid ? Optional.empty() : Optional.of("expected " + words + ", was " + Found.quoted(text));
    }

    /** The absolute path of a file or folder; whether it is there is not asked. */
    public static SettingKind<String> path() {
        return new TextKind("an absolute path", Map.of("pattern", "^/[^\\u0000]*$"), SettingKinds::pathProblem);
    }

    private static Optional<String> pathProblem(String text) {
        return text.startsWith("/")
                ? Optional.empty()
                : Optional.of("must be absolute (begin with '/'), was " + Found.quoted(text));
    }

    /** true or false. */
    public static SettingKind<Boolean> flag() {
        return new FlagKind();
    }

    /** A whole number from {@code min} to {@code max}, both allowed; {@link Integer#MAX_VALUE} means without bound. */
    public static SettingKind<Integer> whole(int min, int max) {
        return new WholeKind(min, max);
    }

    /** Seconds, 0 or more, with fractions; at most a year. */
    public static SettingKind<Duration> seconds() {
        return new SecondsKind(true);
    }

    /** Seconds, more than 0, with fractions; at most a year. */
    public static SettingKind<Duration> positiveSeconds() {
        return new SecondsKind(false);
    }

    /** One of the names of an enum, as they are written there. */
    public static <E extends Enum<E>> SettingKind<E> choice(Class<E> choices) {
        List<E> values = List.of(choices.getEnumConstants());
        return new ChoiceKind<>(values.stream().map(Enum::name).toList(), values);
    }

    /** One of {@code names}. */
    public static SettingKind<String> choice(String... names) {
        return new ChoiceKind<>(List.of(names), List.of(names));
    }

    /** A signal of Linux: its number, 1 to 31, or its name, such as HUP or SIGHUP. */
    public static SettingKind<Integer> signal() {
        return new SignalKind();
    }

    /** A user, by name or number; kept as a string. Whether there is such a user is not asked. */
    public static SettingKind<String> user() {
        return new AccountKind("user");
    }

    /** A group, by name or number; kept as a string. Whether there is such a group is not asked. */
    public static SettingKind<String> group() {
        return new AccountKind("group");
    }

    /**
     * Permission bits from 0 to {@code max}, written as octal digits in a string, such as {@code "022"}. Numbers are not
     * taken, since JSON has no octal ones and 22 could be meant as 022 or as 026. A language that has octal numbers
     * gives the digits: {@code 022} of Python becomes the string {@code 022}.
     */
    public static SettingKind<Integer> octal(int max) {
        return new OctalKind(max);
    }

    /**
     * A command. The value is the argv: a string becomes {@code /bin/sh -c} and the string, a list stays as it is. The
     * program is not empty.
     */
    public static SettingKind<List<String>> command() {
        return new CommandKind();
    }

    /** Environment variables; the names are valid and none that twitcher itself sets. */
    public static SettingKind<Map<String, String>> environment() {
        Map<String, Object> constraints =
                Map.of("pattern", "^[^=\\u0000]+$", "not", Map.of("enum", List.copyOf(new TreeSet<>(RESERVED))));
        TextKind name = new TextKind("the name of a variable", constraints, SettingKinds::variableProblem);
        return new MapKind<>("an object of environment variables, each a string", name, TextKind.ANY);
    }

    private static Optional<String> variableProblem(String name) {
        if (name.isEmpty() || name.indexOf('=') >= 0) {
            return Optional.of("the name of a variable must not " + (name.isEmpty() ? "be empty" : "have a '='"));
        }
        return RESERVED.contains(name)
                ? Optional.of("is set by twitcher for every process; leave it out")
                : Optional.empty();
    }

    /** A list of such values. */
    public static <T> SettingKind<List<T>> list(SettingKind<T> item) {
        return new ListKind<>(item);
    }

    /** An object with any keys and such values, in the order of the config. */
    public static <T> SettingKind<Map<String, T>> map(SettingKind<T> value) {
        return new MapKind<>("an object, each value " + value.words(), TextKind.ANY, value);
    }

    /** An object as it is, for those who look into it themselves; {@code words} say what is expected. */
    public static SettingKind<Value.Fields> object(String words) {
        return new ObjectKind(words);
    }

    /** The same kind, whose values never show in a message. */
    public static <T> SettingKind<T> secret(SettingKind<T> kind) {
        return new SecretKind<>(kind);
    }

    /** A secret, by the absolute path of a file of mode 0600 with it. */
    public static SettingKind<SecretFile> secretFile() {
        return new SecretFileKind();
    }

    /** Values of one kind or of another: what the first does not take, the second may. */
    public static <T> SettingKind<T> either(SettingKind<? extends T> one, SettingKind<? extends T> other) {
        return new EitherKind<>(one, other);
    }

    /** The same kind, its values turned into something else: {@code to} takes each of them, {@code back} leads back. */
    public static <T, U> SettingKind<U> mapped(SettingKind<T> kind, Function<T, U> to, Function<U, T> back) {
        return new MappedKind<>(kind, to, back);
    }

    /**
     * Only some values of a kind.
     *
     * @param words what is expected, after that word
     * @param problem what is wrong with a value, in words that quote it; empty if it is taken
     */
    public static <T> SettingKind<T> restricted(
            SettingKind<T> kind, String words, Function<? super T, Optional<String>> problem) {
        return new RestrictedKind<>(kind, words, problem);
    }

    /** The names of the variables that twitcher sets for every process. */
    public static Set<String> reservedVariables() {
        return RESERVED;
    }
}
