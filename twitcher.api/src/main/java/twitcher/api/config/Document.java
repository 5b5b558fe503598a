package twitcher.api.config;

import java.util.ArrayList;
import java.util.List;
import twitcher.api.settings.Problem;
import twitcher.api.settings.Setting;
import twitcher.api.settings.SettingKind;
import twitcher.api.settings.SettingKinds;
import twitcher.api.settings.SettingTable;
import twitcher.api.settings.Value;

/**
 * A config file as one value: an object with the list {@code watches}. For languages that write data, such as JSON and
 * YAML: they turn a text into a {@link Value} and leave the rest to this.
 */
public final class Document {
    private static final Setting<String> SCHEMA = Setting.optional(
            "$schema", SettingKinds.text(), "Where editors find the schema of this file; twitcher does not read it.");

    private static final SettingKind<Value.Fields> WATCH =
            SettingKinds.object("an object with the settings of a watch");

    private static final Setting<List<Value.Fields>> WATCHES =
            Setting.required("watches", SettingKinds.list(WATCH), "The watches, each an object with its settings.");

    /** What the object may have. */
    public static final SettingTable TABLE = SettingTable.of(SCHEMA, WATCHES);

    private static final SettingKind<Value.Fields> ROOT = SettingKinds.object("an object {\"watches\": [...]}");

    private Document() {}

    /** The watches in {@code root}, and what is wrong around them; those that are objects are there all the same. */
    public static Declarations declarations(Value root) {
        SettingKind.Converted<Value.Fields> fields = ROOT.convert(root);
        return fields.value()
                .map(Document::declared)
                .orElseGet(() -> Declarations.refused(fields.faults().stream()
                        .map(fault -> new Problem(fault.at(), fault.words()))
                        .toArray(Problem[]::new)));
    }

    private static Declarations declared(Value.Fields root) {
        List<Value.Fields> watches = new ArrayList<>();
        for (Value.Field field : root.fields()) {
            if (field.key().equals(WATCHES.name()) && field.value() instanceof Value.Items items) {
                items.items().stream()
                        .flatMap(item -> WATCH.convert(item).value().stream())
                        .forEach(watches::add);
            }
        }
        return new Declarations(watches, TABLE.check(root).problems());
    }
}
