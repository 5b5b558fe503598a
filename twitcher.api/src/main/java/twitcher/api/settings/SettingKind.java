package twitcher.api.settings;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What values a setting takes, and how a raw value becomes one. Those that configs commonly need, and the ways to make
 * more of them, are in {@link SettingKinds}. Immutable; any thread.
 *
 * @param <T> the type of its values
 */
@ProviderType
public interface SettingKind<T> {
    /** The value that {@code raw} means, or everything that is wrong with it, each thing at its place. */
    Converted<T> convert(Value raw);

    /** In words, with unit and range, such as {@code seconds > 0}; they follow "expected". */
    String words();

    /** The JSON Schema (2020-12) of it, as plain maps and lists; what a schema cannot express is left out. */
    Map<String, Object> schema();

    /** The plain data (see {@link Value#plain}) that {@link #convert} turns into {@code value}. */
    Object plain(T value);

    /**
     * Something wrong with a value.
     *
     * @param within where in the value, such as {@code .PATH} or {@code [2]}; empty for the value itself
     * @param at where in the file
     * @param words what was found and what was expected, without the key
     */
    record Fault(String within, Location at, String words) {
        public Fault {
            requireNonNull(within, "within");
            requireNonNull(at, "at");
            requireNonNull(words, "words");
        }

        /** This fault, seen from the value around it: {@code step} leads from there to here. */
        public Fault in(String step) {
            return new Fault(step + within, at, words);
        }

        /** The problem that this fault is in the setting {@code key}. */
        public Problem problem(String key) {
            return new Problem(at, key + within + ": " + words);
        }
    }

    /**
     * A value or what is wrong.
     *
     * @param value the value; empty if anything is wrong
     * @param faults what is wrong; empty if there is a value
     */
    record Converted<T>(Optional<T> value, List<Fault> faults) {
        public Converted {
            faults = List.copyOf(faults);
        }

        /** A good value. */
        public static <T> Converted<T> good(T value) {
            return new Converted<>(Optional.of(value), List.of());
        }

        /** No value: {@code words} say why, without the key. */
        public static <T> Converted<T> bad(Location at, String words) {
            return bad(List.of(new Fault("", at, words)));
        }

        /** No value, for several reasons. */
        public static <T> Converted<T> bad(List<Fault> faults) {
            return new Converted<>(Optional.empty(), faults);
        }
    }
}
