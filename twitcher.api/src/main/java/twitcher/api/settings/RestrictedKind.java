package twitcher.api.settings;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Another kind, of which only some values are taken.
 *
 * @param problem what is wrong with a value; empty if it is taken
 */
record RestrictedKind<T>(SettingKind<T> kind, String words, Function<? super T, Optional<String>> problem)
        implements SettingKind<T> {
    @Override
    public Converted<T> convert(Value raw) {
        Converted<T> converted = kind.convert(raw);
        return converted
                .value()
                .flatMap(problem)
                .map(found -> Converted.<T>bad(raw.at(), found))
                .orElse(converted);
    }

    @Override
    public Map<String, Object> schema() {
        return kind.schema();
    }

    @Override
    public Object plain(T value) {
        return kind.plain(value);
    }
}
