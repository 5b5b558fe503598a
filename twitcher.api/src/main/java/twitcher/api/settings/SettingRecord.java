package twitcher.api.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import twitcher.api.settings.SettingKind.Fault;

/**
 * A record that says what settings there are, one a component, and that holds them once they are checked.
 *
 * <pre>{@code
 * record Upload(
 *         @Doc("Where it is sent.") URI url,
 *         @Doc("How it is sent.") @Default("POST") Method method,
 *         @Doc("How much of it.") @Default("65536") @Range(min = 1, unit = "bytes") int limit,
 *         @Doc("When it is given up.") @Default("10") Duration patience,
 *         @Doc("Sent along.") @Default({}) Map<String, String> headers,
 *         @Doc("Proves who sends it.") Optional<SecretFile> token) {
 *     Upload {
 *         if (method == Method.DELETE && limit > 0) {
 *             throw new IllegalArgumentException("limit: has no meaning with method DELETE; leave it out");
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>The key of a component is its name, in lower case with underscores: {@code maxSize} is {@code max_size}. Its type says
 * what is taken: String (not empty), int (0 or more, see {@link Range}), boolean, {@link java.time.Duration} (seconds, with
 * fractions, more than 0), an enum (its names as they are written), {@link java.nio.file.Path} (absolute),
 * {@link java.net.URI}, {@link SecretFile}, another such record (an object), and a {@link List} or a
 * {@link Map} from String of any of these; and any type of your own that has a static method {@code kind()} without parameters, which returns its
 * {@link SettingKind}. {@link Form} gives a type another meaning. An {@link Optional} may be
 * left out, and so may what has a {@link Default}; all else must be given.
 *
 * <p>What no type can say, the constructor refuses by an {@link IllegalArgumentException} whose message begins with the
 * key and a colon: the operator sees it with file, line and column of that key. The record may be private.
 *
 * @param <R> the record
 */
public final class SettingRecord<R extends Record> {
    private static final Pattern KEY =
            Pattern.compile("(?<key>[a-z][a-z0-9_]*)(?<within>[.\\[][^: ]*)?: (?<words>.*)", Pattern.DOTALL);

    private static final String KEY_ENDS = ": ";

    /** Kept by the record's own class, so that it goes with its bundle. */
    private static final ClassValue<SettingRecord<?>> KNOWN = new ClassValue<>() {
        @Override
        protected SettingRecord<?> computeValue(Class<?> type) {
            return new SettingRecord<>(type.asSubclass(Record.class));
        }
    };

    private final List<RecordComponent> components;
    private final SettingTable table;
    private final Constructor<R> constructor;

    private SettingRecord(Class<R> type) {
        components = List.of(type.getRecordComponents());
        table = SettingTable.of(components.stream().map(Component::row).toArray(Setting<?>[]::new));
        try {
            constructor = type.getDeclaredConstructor(
                    components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("a record without its canonical constructor: " + type, e);
        }
        constructor.setAccessible(true);
        components.forEach(component -> component.getAccessor().setAccessible(true));
    }

    /**
     * What {@code type} says.
     *
     * @throws IllegalArgumentException if a component has no {@link Doc}, a type that is none of the above, or a default
     *     that it does not take: a mistake of the author, who sees it in the first test
     */
    @SuppressWarnings("unchecked")
    public static <R extends Record> SettingRecord<R> of(Class<R> type) {
        return (SettingRecord<R>) KNOWN.get(type);
    }

    /** The settings as a table: for documentation and schema. */
    public SettingTable table() {
        return table;
    }

    /** Checks raw fields: the record, or everything that is wrong with them. */
    public Checked<R> check(Value.Fields raw) {
        SettingTable.Checked checked = table.check(raw);
        if (!checked.problems().isEmpty()) {
            return new Checked<>(
                    Optional.empty(),
                    checked.problems().stream().map(SettingRecord::fault).toList());
        }
        try {
            return new Checked<>(Optional.of(make(checked.settings())), List.of());
        } catch (IllegalArgumentException e) {
            return new Checked<>(Optional.empty(), List.of(fault(e, raw)));
        }
    }

    /** The fault that {@code refusal} tells of: that of the key its message begins with, or of {@code raw} as a whole. */
    public Fault fault(IllegalArgumentException refusal, Value.Fields raw) {
        String message = String.valueOf(refusal.getMessage());
        Matcher key = KEY.matcher(message);
        if (!key.matches() || !table.names().contains(key.group("key"))) {
            return new Fault("", raw.at(), message);
        }
        Location at = raw.fields().stream()
                .filter(field -> field.key().equals(key.group("key")))
                .map(Value.Field::keyAt)
                .findFirst()
                .orElse(raw.at());
        return new Fault(
                "." + key.group("key")
                        + Optional.ofNullable(key.group("within")).orElse(""),
                at,
                key.group("words"));
    }

    /** The same, of a problem that a table found: its message begins with the key. */
    private static Fault fault(Problem problem) {
        int end = problem.message().indexOf(KEY_ENDS);
        return new Fault(
                "." + problem.message().substring(0, end),
                problem.at(),
                problem.message().substring(end + KEY_ENDS.length()));
    }

    /** The plain data that {@code record} is made from. */
    Map<String, Object> plain(R record) {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (int i = 0; i < components.size(); i++) {
            Setting<?> row = table.rows().get(i);
            Component.value(components.get(i), record).ifPresent(value -> plain.put(row.name(), plain(row, value)));
        }
        return Collections.unmodifiableMap(plain);
    }

    @SuppressWarnings("unchecked")
    private static <T> Object plain(Setting<T> row, Object value) {
        return row.kind().plain((T) value);
    }

    private R make(Settings settings) {
        List<Object> arguments = new ArrayList<>();
        for (int i = 0; i < components.size(); i++) {
            Optional<?> value = settings.find(table.rows().get(i));
            boolean optional = components.get(i).getType() == Optional.class;
            arguments.add(optional ? value : value.orElseThrow());
        }
        try {
            return constructor.newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            throw unchecked(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + constructor.getDeclaringClass(), e);
        }
    }

    private static RuntimeException unchecked(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return thrown instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(thrown);
    }

    @Override
    public String toString() {
        return constructor.getDeclaringClass().getName() + Arrays.toString(components.toArray());
    }

    /**
     * What came of a check.
     *
     * @param settings the record; empty if there are faults
     * @param faults what is wrong, by place, seen from the object: {@code .key} leads to the value of a key; empty if there
     *     is a record
     */
    public record Checked<R extends Record>(Optional<R> settings, List<Fault> faults) {
        public Checked {
            faults = List.copyOf(faults);
        }
    }
}
