package twitcher.api.settings;

import java.util.Map;

/** Objects, as they are. */
record ObjectKind(String words) implements SettingKind<Value.Fields> {
    @Override
    public Converted<Value.Fields> convert(Value raw) {
        return raw instanceof Value.Fields fields
                ? Converted.good(fields)
                : Converted.bad(raw.at(), Found.instead(words, raw));
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("type", "object");
    }

    @Override
    public Object plain(Value.Fields value) {
        return value.plain();
    }
}
