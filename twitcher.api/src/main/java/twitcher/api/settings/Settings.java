package twitcher.api.settings;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Values that passed a {@link SettingTable}. Immutable. */
public final class Settings {
    private final Map<String, Object> values;

    /** Values by the names of their settings. */
    Settings(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * The value of {@code setting}, or its default.
     *
     * @throws NoSuchElementException if it is optional, has no default and was not given; use {@link #find}
     */
    public <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new NoSuchElementException(setting.name()));
    }

    /** The value of {@code setting}, or its default, if there is either. */
    @SuppressWarnings("unchecked")
    public <T> Optional<T> find(Setting<T> setting) {
        T value = (T) values.get(setting.name());
        return value == null ? setting.fallback() : Optional.of(value);
    }
}
