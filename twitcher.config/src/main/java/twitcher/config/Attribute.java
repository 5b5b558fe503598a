package twitcher.config;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import twitcher.api.settings.Nearest;

/**
 * What a bundle's metatype says of one key.
 *
 * @param cardinality 0: one value; more: an array of at most so many; less: a list likewise
 * @param min the least number, or the least length of a text
 * @param max the greatest
 * @param options the values that there are; empty: any
 */
record Attribute(Type type, int cardinality, Optional<BigDecimal> min, Optional<BigDecimal> max, List<String> options) {

    /** The types of values that metatypes have. */
    enum Type {
        STRING(String.class),
        PASSWORD(String.class),
        BOOLEAN(Boolean.class),
        CHARACTER(Character.class),
        BYTE(Byte.class),
        SHORT(Short.class),
        INTEGER(Integer.class),
        LONG(Long.class),
        FLOAT(Float.class),
        DOUBLE(Double.class);

        private final Class<?> java;

        Type(Class<?> java) {
            this.java = java;
        }

        /** By its name in a metatype; whatever else there may be is text. */
        static Type of(String name) {
            String upper = name.toUpperCase(Locale.ROOT);
            for (Type type : values()) {
                if (type.name().equals(upper) || upper.equals("CHAR") && type == CHARACTER) {
                    return type;
                }
            }
            return STRING;
        }

        boolean isText() {
            return this == STRING || this == PASSWORD;
        }

        private boolean isWhole() {
            return this == BYTE || this == SHORT || this == INTEGER || this == LONG;
        }

        private BigDecimal least() {
            return BigDecimal.valueOf(
                    switch (this) {
                        case BYTE -> Byte.MIN_VALUE;
                        case SHORT -> Short.MIN_VALUE;
                        case LONG -> Long.MIN_VALUE;
                        default -> Integer.MIN_VALUE;
                    });
        }

        private BigDecimal greatest() {
            return least().negate().subtract(BigDecimal.ONE);
        }

        private Object value(String text) {
            return switch (this) {
                case STRING, PASSWORD -> text;
                case BOOLEAN -> Boolean.valueOf(text);
                case CHARACTER -> text.charAt(0);
                case BYTE -> Byte.valueOf(text);
                case SHORT -> Short.valueOf(text);
                case INTEGER -> Integer.valueOf(text);
                case LONG -> Long.valueOf(text);
                case FLOAT -> Float.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
            };
        }
    }

    /** What is wrong with a value as a file has it; empty: nothing. */
    Optional<String> fault(String text) {
        List<String> values = values(text);
        if (cardinality != 0 && values.size() > Math.abs((long) cardinality)) {
            return Optional.of("may have at most " + Math.abs((long) cardinality) + " values, has " + values.size());
        }
        return values.stream()
                .filter(value -> !isFine(value))
                .findFirst()
                .map(value -> "must be " + wanted() + was(value) + meant(value));
    }

    /** The value for Config Admin of one without fault: text if there can be but one, as ever, else values. */
    Object value(String text) {
        List<String> values = values(text);
        if (cardinality == 0) {
            return values.get(0);
        }
        if (cardinality < 0) {
            return values.stream().map(type::value).toList();
        }
        Object array = Array.newInstance(type.java, values.size());
        for (int i = 0; i < values.size(); i++) {
            Array.set(array, i, type.value(values.get(i)));
        }
        return array;
    }

    private List<String> values(String text) {
        return cardinality == 0 ? List.of(type.isText() ? text : text.strip()) : split(text);
    }

    /** At the commas that have no backslash before them. */
    private static List<String> split(String text) {
        List<String> values = new ArrayList<>();
        for (String part : text.split("(?<!\\\\),", -1)) {
            values.add(part.strip().replace("\\,", ","));
        }
        return text.isBlank() ? List.of() : values;
    }

    private boolean isFine(String value) {
        return (options.isEmpty() || options.contains(value)) && isTyped(value) && isInRange(value);
    }

    private boolean isTyped(String value) {
        return switch (type) {
            case STRING, PASSWORD -> true;
            case BOOLEAN -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
            case CHARACTER -> value.length() == 1;
            case BYTE, SHORT, INTEGER, LONG -> value.matches("[-+]?[0-9]{1,20}");
            case FLOAT, DOUBLE -> value.matches("[-+]?[0-9]{1,20}(\\.[0-9]{1,20})?([eE][-+]?[0-9]{1,2})?");
        };
    }

    private boolean isInRange(String value) {
        return switch (type) {
            case STRING, PASSWORD -> isBetween(BigDecimal.valueOf(value.length()));
            case BOOLEAN, CHARACTER -> true;
            case FLOAT, DOUBLE -> isBetween(new BigDecimal(value));
            case BYTE, SHORT, INTEGER, LONG -> {
                BigDecimal number = new BigDecimal(value);
                yield number.compareTo(type.least()) >= 0
                        && number.compareTo(type.greatest()) <= 0
                        && isBetween(number);
            }
        };
    }

    private boolean isBetween(BigDecimal number) {
        return min.filter(least -> number.compareTo(least) < 0).isEmpty()
                && max.filter(most -> number.compareTo(most) > 0).isEmpty();
    }

    private String wanted() {
        if (!options.isEmpty()) {
            return "one of " + String.join(", ", options);
        }
        return switch (type) {
            case STRING, PASSWORD -> "of a length" + range(min, max);
            case BOOLEAN -> "true or false";
            case CHARACTER -> "one character";
            case FLOAT, DOUBLE -> "a number" + range(min, max);
            case BYTE, SHORT, INTEGER, LONG -> "a whole number" + range(min.or(this::ownLeast), max.or(this::ownMost));
        };
    }

    private Optional<BigDecimal> ownLeast() {
        return Optional.of(type.least());
    }

    private Optional<BigDecimal> ownMost() {
        return Optional.of(type.greatest());
    }

    private static String range(Optional<BigDecimal> min, Optional<BigDecimal> max) {
        return min.map(least -> " from " + least.toPlainString()).orElse("")
                + max.map(most -> " up to " + most.toPlainString()).orElse("");
    }

    /** A password is not told. */
    private String was(String value) {
        return type == Type.PASSWORD ? "" : ", was: " + Words.shown(value);
    }

    private String meant(String value) {
        return options.isEmpty()
                ? ""
                : Nearest.to(value, options)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse("");
    }
}
