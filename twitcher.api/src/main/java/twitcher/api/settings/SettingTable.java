package twitcher.api.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All settings of something: the one place that says which keys there are and what they take. Immutable. */
public final class SettingTable {
    private final List<Setting<?>> rows;

    private SettingTable(List<Setting<?>> rows) {
        this.rows = rows;
    }

    /** A table of {@code rows}, in the order of the documentation. */
    public static SettingTable of(Setting<?>... rows) {
        return new SettingTable(List.of(rows));
    }

    /** The rows, in order. */
    public List<Setting<?>> rows() {
        return rows;
    }

    /** Checks raw fields: every problem at once, and the settings, which are whole only without a problem. */
    public Checked check(Value.Fields raw) {
        List<Problem> problems = new ArrayList<>();
        Map<Setting<?>, Object> values = new HashMap<>();
        for (Value.Field field : raw.fields()) {
            Optional<Setting<?>> row =
                    rows.stream().filter(r -> r.name().equals(field.key())).findFirst();
            if (row.isEmpty()) {
                problems.add(new Problem(field.keyAt(), field.key() + ": unknown key"));
                continue;
            }
            SettingKind.Converted<?> converted = row.get().kind().convert(field.value());
            converted.problem().ifPresent(p -> problems.add(new Problem(p.at(), field.key() + ": " + p.message())));
            converted.value().ifPresent(v -> values.put(row.get(), v));
        }
        return new Checked(new Settings(values), List.copyOf(problems));
    }

    /**
     * What came of a check.
     *
     * @param settings the values that are good
     * @param problems what is wrong; empty: the settings are whole
     */
    public record Checked(Settings settings, List<Problem> problems) {}
}
