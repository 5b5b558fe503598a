package twitcher.api.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Pieces of JSON Schema, as plain maps in a steady order. */
final class Schemas {
    private Schemas() {}

    /** Alternating keys and values, in that order. */
    static Map<String, Object> of(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }

    /** {@code one}, then {@code more} in the order of its keys. */
    static Map<String, Object> with(Map<String, Object> one, Map<String, Object> more) {
        Map<String, Object> map = new LinkedHashMap<>(one);
        map.putAll(new TreeMap<>(more));
        return Collections.unmodifiableMap(map);
    }

    /** The same, and null too. */
    static Map<String, Object> nullable(Map<String, Object> schema) {
        if (schema.get("enum") instanceof List<?> values) {
            return replaced(schema, "enum", plus(values, null));
        }
        if (schema.get("anyOf") instanceof List<?> choices) {
            return replaced(schema, "anyOf", plus(choices, Map.of("type", "null")));
        }
        return schema.get("type") instanceof String type
                ? replaced(schema, "type", List.of(type, "null"))
                : Map.of("anyOf", List.of(schema, Map.of("type", "null")));
    }

    private static List<Object> plus(List<?> values, Object last) {
        List<Object> all = new ArrayList<>(values);
        all.add(last);
        return Collections.unmodifiableList(all);
    }

    private static Map<String, Object> replaced(Map<String, Object> schema, String key, Object value) {
        Map<String, Object> map = new LinkedHashMap<>(schema);
        map.put(key, value);
        return Collections.unmodifiableMap(map);
    }

    /** What an object looks like in which {@code key} is given, and not as null. */
    static Map<String, Object> given(String key) {
        return of("properties", Map.of(key, Map.of("not", Map.of("type", "null"))), "required", List.of(key));
    }
}
