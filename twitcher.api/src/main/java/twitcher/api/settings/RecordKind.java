package twitcher.api.settings;

import java.util.List;
import java.util.Map;

/** Objects whose settings are a record. */
record RecordKind<R extends Record>(SettingRecord<R> settings) implements SettingKind<R> {
    @Override
    public Converted<R> convert(Value raw) {
        if (!(raw instanceof Value.Fields fields)) {
            return Converted.bad(raw.at(), Found.instead(words(), raw));
        }
        SettingRecord.Checked<R> checked = settings.check(fields);
        return new Converted<>(checked.settings(), checked.faults());
    }

    @Override
    public String words() {
        List<String> names = settings.table().rows().stream().map(Setting::name).toList();
        return names.isEmpty() ? "an empty object" : "an object with " + String.join(", ", names);
    }

    @Override
    public Map<String, Object> schema() {
        return settings.table().schema();
    }

    @Override
    public Object plain(R value) {
        return settings.plain(value);
    }
}
