package twitcher.api.settings;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;

/** A raw value as a configuration language found it, with its place. */
public sealed interface Value {
    /** Where it stands. */
    Location at();

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
