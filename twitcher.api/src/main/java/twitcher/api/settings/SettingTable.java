package twitcher.api.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All settings of something: the one place that says which keys there are and what they take. Immutable. */
public final class SettingTable {
    private final List<Setting<?>> rows;
    private final Map<String, Setting<?>> byName = new LinkedHashMap<>();

    private SettingTable(List<Setting<?>> rows) {
        this.rows = rows;
        for (Setting<?> row : rows) {
            if (byName.put(row.name(), row) != null) {
                throw new IllegalArgumentException("two rows of the name " + row.name());
            }
        }
    }

    /**
     * A table of {@code rows}, in the order of the documentation.
     *
     * @throws IllegalArgumentException if two have one name
     */
    public static SettingTable of(Setting<?>... rows) {
        return new SettingTable(List.of(rows));
    }

    /** The rows, in order. */
    public List<Setting<?>> rows() {
        return rows;
    }

    Optional<Setting<?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Collection<String> names() {
        return byName.keySet();
    }

    /** Checks raw fields: every problem at once, by place, and the settings, which are whole only without a problem. */
    public Checked check(Value.Fields raw) {
        TableCheck check = new TableCheck(this, raw);
        return new Checked(check.settings(), sorted(check.problems()));
    }

    /** Checks plain data, such as {@link twitcher.api.ActionSpec#settings}. */
    public Checked check(Map<String, Object> plain) {
        return check(Value.Fields.of(plain));
    }

    static List<Problem> sorted(List<Problem> problems) {
        List<Problem> byPlace = new ArrayList<>(problems);
        byPlace.sort((a, b) -> a.at().compareTo(b.at()));
        return List.copyOf(byPlace);
    }

    /**
     * The JSON Schema (2020-12) of an object with these settings, as plain maps and lists: the same verdict as
     * {@link #check}, except for what a schema cannot express, such as a key given twice.
     */
    public Map<String, Object> schema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        rows.forEach(row -> properties.put(row.name(), property(row)));
        List<String> required =
                rows.stream().filter(Setting::required).map(Setting::name).toList();
        return Schemas.of(
                "type",
                "object",
                "properties",
                Collections.unmodifiableMap(properties),
                "required",
                required,
                "additionalProperties",
                false);
    }

    private static <T> Map<String, Object> property(Setting<T> row) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("description", row.meaning());
        row.fallback().ifPresent(value -> property.put("default", row.kind().plain(value)));
        Map<String, Object> kind = row.kind().schema();
        property.putAll(row.required() ? kind : Schemas.nullable(kind));
        return Collections.unmodifiableMap(property);
    }

    /** A table in Markdown: a row for each setting, with its values, its default and what it means. */
    public String markdown() {
        StringBuilder page = new StringBuilder("| setting | values | default | meaning |\n|---|---|---|---|\n");
        rows.forEach(row -> page.append(String.format(
                "| `%s` | %s | %s | %s |\n",
                row.name(), cell(row.kind().words()), fallback(row), cell(row.meaning()))));
        return page.toString();
    }

    private static <T> String fallback(Setting<T> row) {
        String none = row.required() ? "required" : "none";
        return row.fallback().map(value -> "`" + row.kind().plain(value) + "`").orElse(none);
    }

    private static String cell(String words) {
        return words.replace("|", "\\|");
    }

    /**
     * What came of a check.
     *
     * @param settings the values that are good
     * @param problems what is wrong, by place; empty: the settings are whole
     */
    public record Checked(Settings settings, List<Problem> problems) {}
}
