package twitcher.api.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** A component of a record of settings: the row of the table that it stands for. */
final class Component {
    private Component() {}

    static Setting<?> row(RecordComponent component) {
        try {
            return row(component, ComponentKind.of(component, valueType(component)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    component.getDeclaringRecord().getName() + "." + component.getName() + ": " + e.getMessage(), e);
        }
    }

    private static <T> Setting<T> row(RecordComponent component, SettingKind<T> kind) {
        String name = key(component.getName());
        Default fallback = component.getAnnotation(Default.class);
        Doc doc = component.getAnnotation(Doc.class);
        if (doc == null || doc.value().isBlank()) {
            throw new IllegalArgumentException("has no @Doc that says what it means");
        }
        if (component.getType() == Optional.class) {
            if (fallback != null) {
                throw new IllegalArgumentException("is Optional and has a @Default: it can be one of them");
            }
            return Setting.optional(name, kind, doc.value());
        }
        return fallback == null
                ? Setting.required(name, kind, doc.value())
                : Setting.withDefault(name, kind, value(kind, List.of(fallback.value())), doc.value());
    }

    private static Type valueType(RecordComponent component) {
        Type type = component.getGenericType();
        boolean optional = component.getType() == Optional.class && type instanceof ParameterizedType;
        return optional ? ((ParameterizedType) type).getActualTypeArguments()[0] : type;
    }

    private static String key(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /** The value of {@code component} in {@code record}; empty: it has none. */
    static Optional<?> value(RecordComponent component, Record record) {
        try {
            Object value = component.getAccessor().invoke(record);
            return value instanceof Optional<?> optional ? optional : Optional.of(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    /** What a default means: as a string, a number, a flag, a list of these, or an empty object. */
    private static <T> T value(SettingKind<T> kind, List<String> words) {
        boolean single = words.size() == 1;
        Stream<Value> ways = Stream.of(
                        single ? List.of(text(words.get(0)), scalar(words.get(0))) : List.<Value>of(),
                        List.of(items(words, Component::text), items(words, Component::scalar)),
                        words.isEmpty() ? List.of(Value.Fields.of(Map.of())) : List.<Value>of())
                .flatMap(List::stream);
        return ways.flatMap(raw -> kind.convert(raw).value().stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "does not take its @Default " + words + "; expected " + kind.words()));
    }

    private static Value items(List<String> words, Function<String, Value> item) {
        return new Value.Items(words.stream().map(item).toList(), Location.NONE);
    }

    private static Value text(String word) {
        return new Value.Text(word, Location.NONE);
    }

    /** A flag or a number, or else a string. */
    private static Value scalar(String word) {
        if (word.equals("true") || word.equals("false")) {
            return new Value.Flag(Boolean.parseBoolean(word), Location.NONE);
        }
        return word.matches("-?[0-9]+(\\.[0-9]+)?")
                ? new Value.Numeral(new BigDecimal(word), Location.NONE)
                : text(word);
    }
}
