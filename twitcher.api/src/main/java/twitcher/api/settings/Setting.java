package twitcher.api.settings;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One row of a {@link SettingTable}. Keep it in a constant: it is also the key by which {@link Settings} gives the value.
 *
 * @param name the key in configs, lower case with underscores
 * @param kind what values it takes
 * @param meaning one sentence for the documentation
 * @param required whether it must be given
 * @param fallback the value if it is not given; empty: none
 * @param <T> the type of its value
 */
public record Setting<T>(String name, SettingKind<T> kind, String meaning, boolean required, Optional<T> fallback) {
    public Setting {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(meaning, "meaning");
        requireNonNull(fallback, "fallback");
    }

    /** A setting that must be given. */
    public static <T> Setting<T> required(String name, SettingKind<T> kind, String meaning) {
        return new Setting<>(name, kind, meaning, true, Optional.empty());
    }

    /** A setting that may be absent, and then has no value. */
    public static <T> Setting<T> optional(String name, SettingKind<T> kind, String meaning) {
        return new Setting<>(name, kind, meaning, false, Optional.empty());
    }

    /** A setting that may be absent, and then has the value {@code fallback}. */
    public static <T> Setting<T> withDefault(String name, SettingKind<T> kind, T fallback, String meaning) {
        return new Setting<>(name, kind, meaning, false, Optional.of(fallback));
    }
}
