package twitcher.api.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values of one kind or of another, told apart by which of them takes the raw value; the first is asked first. */
record EitherKind<T>(SettingKind<? extends T> one, SettingKind<? extends T> other) implements SettingKind<T> {
    @Override
    public Converted<T> convert(Value raw) {
        Converted<? extends T> first = one.convert(raw);
        Converted<? extends T> second = first.value().isPresent() ? first : other.convert(raw);
        return second.value()
                .<Converted<T>>map(Converted::good)
                .orElseGet(() -> Converted.bad(raw.at(), Found.instead(words(), raw)));
    }

    @Override
    public String words() {
        return one.words() + ", or " + other.words();
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(one.schema(), other.schema()));
    }

    @Override
    public Object plain(T value) {
        return plain(one, value).orElseGet(() -> plain(other, value).orElseThrow());
    }

    /** What {@code kind} makes of a value that may be the other's. */
    private static <U> Optional<Object> plain(SettingKind<U> kind, Object value) {
        try {
            @SuppressWarnings("unchecked")
            U own = (U) value;
            Object plain = kind.plain(own);
            boolean back = kind.convert(Value.of(plain, Location.NONE))
                    .value()
                    .filter(value::equals)
                    .isPresent();
            return Optional.of(plain).filter(p -> back);
        } catch (ClassCastException e) {
            return Optional.empty();
        }
    }
}
