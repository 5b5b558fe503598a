package twitcher.api.settings;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Between raw values and plain data. */
final class PlainData {
    private static final BigDecimal MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private PlainData() {}

    static Object of(Value value) {
        if (value instanceof Value.Text text) {
            return text.text();
        } else if (value instanceof Value.Numeral numeral) {
            return number(numeral.number());
        } else if (value instanceof Value.Flag flag) {
            return flag.flag();
        } else if (value instanceof Value.Items items) {
            return items.items().stream().map(PlainData::of).toList();
        } else if (value instanceof Value.Fields fields) {
            return map(fields);
        }
        throw new IllegalArgumentException("null is no plain data");
    }

    static Map<String, Object> map(Value.Fields fields) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Value.Field field : fields.fields()) {
            if (!(field.value() instanceof Value.Nothing) && map.put(field.key(), of(field.value())) != null) {
                throw new IllegalArgumentException(field.key() + ": given twice");
            }
        }
        return map.size() < 2 ? Map.copyOf(map) : Collections.unmodifiableMap(map);
    }

    /** A Long if it is whole and fits, else without trailing zeros: equal numbers are equal data. */
    static Object number(BigDecimal number) {
        boolean fits = whole(number) && number.compareTo(MIN) >= 0 && number.compareTo(MAX) <= 0;
        return fits ? (Object) number.longValueExact() : number.stripTrailingZeros();
    }

    static boolean whole(BigDecimal number) {
        return number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
    }

    static Value value(Object plain, Location at) {
        if (plain instanceof String text) {
            return new Value.Text(text, at);
        } else if (plain instanceof Boolean flag) {
            return new Value.Flag(flag, at);
        } else if (plain instanceof Number number) {
            return new Value.Numeral(decimal(number), at);
        } else if (plain instanceof List<?> items) {
            return new Value.Items(items.stream().map(item -> value(item, at)).toList(), at);
        } else if (plain instanceof Map<?, ?> map) {
            return fields(map, at);
        }
        throw new IllegalArgumentException(
                "no plain data: " + (plain == null ? "null" : plain.getClass().getName()));
    }

    static Value.Fields fields(Map<?, ?> map, Location at) {
        List<Value.Field> fields = new ArrayList<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException("a key must be a string, was: " + key);
            }
            fields.add(new Value.Field(name, at, value(value, at)));
        });
        return new Value.Fields(fields, at);
    }

    private static BigDecimal decimal(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        return number instanceof BigInteger integer ? new BigDecimal(integer) : new BigDecimal(number.toString());
    }

    /** What keeps a raw value from being plain data: null in a list, a key given twice. */
    static List<SettingKind.Fault> faults(Value value) {
        List<SettingKind.Fault> faults = new ArrayList<>();
        collect(value, "", faults);
        return faults;
    }

    private static void collect(Value value, String within, List<SettingKind.Fault> faults) {
        if (value instanceof Value.Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                Value item = items.items().get(i);
                String step = within + "[" + i + "]";
                if (item instanceof Value.Nothing) {
                    faults.add(new SettingKind.Fault(step, item.at(), "must not be null in a list; leave it out"));
                }
                collect(item, step, faults);
            }
        } else if (value instanceof Value.Fields fields) {
            Map<String, Value.Field> first = new HashMap<>();
            for (Value.Field field : fields.fields()) {
                String step = within + Found.step(field.key());
                Found.twice(first.putIfAbsent(field.key(), field), field)
                        .ifPresent(words -> faults.add(new SettingKind.Fault(step, field.keyAt(), words)));
                collect(field.value(), step, faults);
            }
        }
    }
}
