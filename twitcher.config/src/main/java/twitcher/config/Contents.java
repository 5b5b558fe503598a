package twitcher.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import twitcher.api.Payload;
import twitcher.api.settings.WatchSettings.Draft;

/**
 * What the watches of a file say, as fingerprints that are the same in the next run of the daemon: maps print in random
 * order. Parts that watches share are looked at once. One thread.
 */
final class Contents {
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            return type.getRecordComponents();
        }
    };

    private final Map<Object, String> shared = new IdentityHashMap<>();

    /** Equal for drafts that differ at most in where they stand. */
    String of(Draft draft) {
        return fingerprint(text(
                List.of(draft.node(), shared(draft.action()), shared(draft.policy()), shared(draft.surroundings()))));
    }

    private String shared(Record part) {
        return shared.computeIfAbsent(part, any -> fingerprint(text(part)));
    }

    private static String fingerprint(String text) {
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
