package twitcher.api.settings;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** A raw value as a configuration language found it, with its place. */
public sealed interface Value {
    /** Where it stands. */
    Location at();

    /**
     * The same as plain data: String, Boolean, Long, BigDecimal, and unmodifiable List and Map of such. A whole number
     * that fits is a Long, however it was written; a field that is {@link Nothing} is left out.
     *
     * @throws IllegalArgumentException if it is or holds, in a list, a {@link Nothing}; or a key stands twice
     */
    default Object plain() {
        return PlainData.of(this);
    }

    /**
     * The raw value of plain data; everything in it stands at {@code at}. Any {@link Number} is taken.
     *
     * @throws IllegalArgumentException if it is or holds anything but plain data
     */
    static Value of(Object plain, Location at) {
        return PlainData.value(plain, at);
    }

    /** A string. */
    record Text(String text, Location at) implements Value {
        public Text {
            requireNonNull(text, "text");
            requireNonNull(at, "at");
        }
    }

    /** A number, whole or not. */
    record Numeral(BigDecimal number, Location at) implements Value {
        public Numeral {
            requireNonNull(number, "number");
            requireNonNull(at, "at");
        }
    }

    /** True or false. */
    record Flag(boolean flag, Location at) implements Value {
        public Flag {
            requireNonNull(at, "at");
        }
    }

    /** Null or None: as if the setting were absent, where that is allowed. */
    record Nothing(Location at) implements Value {
        public Nothing {
            requireNonNull(at, "at");
        }
    }

    /** A list. */
    record Items(List<Value> items, Location at) implements Value {
        public Items {
            items = List.copyOf(items);
            requireNonNull(at, "at");
        }
    }

    /** Keys with values, in the order of the file; a key that stands twice is in it twice. */
    record Fields(List<Field> fields, Location at) implements Value {
        public Fields {
            fields = List.copyOf(fields);
            requireNonNull(at, "at");
        }

        /** The fields of plain data; everything in them stands at {@link Location#NONE}. */
        public static Fields of(Map<String, ?> plain) {
            return PlainData.fields(plain, Location.NONE);
        }

        @Override
        public Map<String, Object> plain() {
            return PlainData.map(this);
        }
    }

    /**
     * A key and its value.
     *
     * @param key the key
     * @param keyAt where the key stands
     * @param value the value
     */
    record Field(String key, Location keyAt, Value value) {
        public Field {
            requireNonNull(key, "key");
            requireNonNull(keyAt, "keyAt");
            requireNonNull(value, "value");
        }
    }
}
