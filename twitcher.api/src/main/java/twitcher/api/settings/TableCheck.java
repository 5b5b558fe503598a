package twitcher.api.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The check of one set of fields by a table. Confined to the thread that makes it. */
final class TableCheck {
    private final SettingTable table;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, Value.Field> given = new HashMap<>();
    private final Set<String> meant = new HashSet<>();
    private final Settings settings;

    TableCheck(SettingTable table, Value.Fields raw) {
        this.table = table;
        raw.fields().forEach(this::check);
        table.rows().forEach(row -> demand(row, raw.at()));
        settings = new Settings(values);
    }

    Settings settings() {
        return settings;
    }

    List<Problem> problems() {
        return problems;
    }

    /** The field that gave a setting, unless it was null. */
    Optional<Value.Field> given(Setting<?> setting) {
        return Optional.ofNullable(given.get(setting.name())).filter(f -> !(f.value() instanceof Value.Nothing));
    }

    /** Whether a setting has the value that is meant: it was given well, or not at all. */
    boolean sound(Setting<?> setting) {
        return given(setting).isEmpty() || values.containsKey(setting.name());
    }

    private void check(Value.Field field) {
        Optional<Setting<?>> row = table.find(field.key());
        Optional<String> twice = Found.twice(given.putIfAbsent(field.key(), field), field);
        if (row.isEmpty()) {
            problems.add(new Problem(field.keyAt(), unknown(field.key())));
        } else if (twice.isPresent()) {
            problems.add(new Problem(field.keyAt(), field.key() + ": " + twice.get()));
        } else if (!(field.value() instanceof Value.Nothing)) {
            convert(row.get(), field);
        }
    }

    private void convert(Setting<?> row, Value.Field field) {
        SettingKind.Converted<?> converted = row.kind().convert(field.value());
        converted.value().ifPresent(value -> values.put(row.name(), value));
        converted.faults().forEach(fault -> problems.add(fault.problem(row.name())));
    }

    private String unknown(String key) {
        Optional<String> nearest = Nearest.to(key, table.names());
        nearest.ifPresent(meant::add);
        return Found.key(key) + ": unknown key" + nearest.map(Found::didYouMean).orElseGet(this::known);
    }

    private String known() {
        return table.names().isEmpty()
                ? "; there are none here"
                : table.names().stream().collect(Collectors.joining(", ", "; known are ", ""));
    }

    private void demand(Setting<?> row, Location at) {
        if (row.required() && given(row).isEmpty() && !meant.contains(row.name())) {
            Value.Field nothing = given.get(row.name());
            String found = nothing == null ? "is missing" : "must not be null";
            Location place = nothing == null ? at : nothing.value().at();
            problems.add(new Problem(
                    place,
                    row.name() + ": " + found + "; expected " + row.kind().words()));
        }
    }
}
