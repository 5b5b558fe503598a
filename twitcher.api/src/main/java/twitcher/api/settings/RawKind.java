package twitcher.api.settings;

import java.util.List;
import java.util.Map;

/** Anything that can be plain data, as it is. */
record RawKind(String words) implements SettingKind<Value> {
    @Override
    public Converted<Value> convert(Value raw) {
        List<Fault> faults = PlainData.faults(raw);
        return faults.isEmpty() ? Converted.good(raw) : Converted.bad(faults);
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of();
    }

    @Override
    public Object plain(Value value) {
        return value.plain();
    }
}
