package twitcher.api.settings;

import java.util.Map;
import java.util.function.Function;

/**
 * Another kind, whose values are turned into something else.
 *
 * @param to takes every value of the other kind
 * @param back leads back
 */
record MappedKind<T, U>(SettingKind<T> kind, Function<T, U> to, Function<U, T> back) implements SettingKind<U> {
    @Override
    public Converted<U> convert(Value raw) {
        Converted<T> converted = kind.convert(raw);
        return new Converted<>(converted.value().map(to), converted.faults());
    }

    @Override
    public String words() {
        return kind.words();
    }

    @Override
    public Map<String, Object> schema() {
        return kind.schema();
    }

    @Override
    public Object plain(U value) {
        return kind.plain(back.apply(value));
    }
}
