package twitcher.api.settings;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What values a setting takes, and how a raw value becomes one. Those that configs commonly need are in
 * {@link SettingKinds}.
 *
 * @param <T> the type of its values
 */
@ProviderType
public interface SettingKind<T> {
    /** The value that {@code raw} means, or a problem that says what was expected, at its place. */
    Converted<T> convert(Value raw);

    /** In words, with unit and range, such as {@code seconds > 0}. */
    String words();

    /** The JSON Schema (2020-12) of it, as plain maps and lists. */
    Map<String, Object> schema();

    /**
     * A value or a problem.
     *
     * @param value the value; empty if there is a problem
     * @param problem what is wrong; empty if there is a value
     */
    record Converted<T>(Optional<T> value, Optional<Problem> problem) {
        /** A good value. */
        public static <T> Converted<T> good(T value) {
            return new Converted<>(Optional.of(value), Optional.empty());
        }

        /** No value: {@code message} says why, without the key. */
        public static <T> Converted<T> bad(Location at, String message) {
            return new Converted<>(Optional.empty(), Optional.of(new Problem(at, message)));
        }
    }
}
