package twitcher.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import twitcher.api.Payload;
import twitcher.api.settings.WatchSettings.Draft;

/** What a watch says, as a fingerprint that is the same in the next run of the daemon: maps print in random order. */
final class Contents {
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private Contents() {}

    /** Equal for drafts that differ at most in where they stand. */
    static String of(Draft draft) {
        String text = text(List.of(draft.node(), draft.action(), draft.policy(), draft.surroundings()));
        return Payload.copyOf(text.getBytes(StandardCharsets.UTF_8)).sha256().substring(0, 32);
    }

    private static String text(Object value) {
        if (value instanceof Record fields) {
            return of(fields);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, mapped) -> sorted.put(text(key), text(mapped)));
            return "{" + sorted + "}";
        }
        if (value instanceof Collection<?> items) {
            return "[" + items.stream().map(Contents::text).toList() + "]";
        }
        if (value instanceof Optional<?> maybe) {
            return maybe.map(Contents::text).orElse("-");
        }
        String plain = String.valueOf(value);
        return plain.length() + ":" + plain;
    }

    private static String of(Record fields) {
        StringBuilder text = new StringBuilder("(");
        for (RecordComponent component : COMPONENTS.get(fields.getClass())) {
            try {
                text.append(component.getName())
                        .append('=')
                        .append(text(component.getAccessor().invoke(fields)))
                        .append(' ');
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("a value of the api can be read: " + component, e);
            }
        }
        return text.append(')').toString();
    }
}
