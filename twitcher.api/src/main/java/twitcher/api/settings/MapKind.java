package twitcher.api.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects whose keys are names of one kind and whose values are of one kind.
 *
 * @param what in words
 * @param name what keys are allowed
 */
record MapKind<T>(String what, TextKind name, SettingKind<T> value) implements SettingKind<Map<String, T>> {
    @Override
    public Converted<Map<String, T>> convert(Value raw) {
        if (!(raw instanceof Value.Fields fields)) {
            return Converted.bad(raw.at(), Found.instead(what, raw));
        }
        Map<String, T> values = new LinkedHashMap<>();
        Map<String, Value.Field> seen = new HashMap<>();
        List<Fault> faults = new ArrayList<>();
        for (Value.Field field : fields.fields()) {
            Converted<T> converted = value.convert(field.value());
            converted.value().ifPresent(good -> values.put(field.key(), good));
            nameProblem(seen.putIfAbsent(field.key(), field), field)
                    .ifPresent(words -> faults.add(new Fault(Found.step(field.key()), field.keyAt(), words)));
            converted.faults().forEach(fault -> faults.add(fault.in(Found.step(field.key()))));
        }
        return faults.isEmpty() ? Converted.good(Collections.unmodifiableMap(values)) : Converted.bad(faults);
    }

    private Optional<String> nameProblem(Value.Field first, Value.Field field) {
        return Found.twice(first, field)
                .or(() -> name.convert(new Value.Text(field.key(), field.keyAt())).faults().stream()
                        .map(Fault::words)
                        .findFirst());
    }

    @Override
    public String words() {
        return what;
    }

    @Override
    public Map<String, Object> schema() {
        return Schemas.of(
                "type",
                "object",
                "propertyNames",
                Schemas.with(Map.of(), name.constraints()),
                "additionalProperties",
                value.schema());
    }

    @Override
    public Object plain(Map<String, T> values) {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((key, of) -> plain.put(key, value.plain(of)));
        return Collections.unmodifiableMap(plain);
    }
}
