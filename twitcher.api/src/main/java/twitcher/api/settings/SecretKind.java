package twitcher.api.settings;

import java.util.List;
import java.util.Map;

/** Another kind whose values never show in a message. */
record SecretKind<T>(SettingKind<T> kind) implements SettingKind<T> {
    @Override
    public Converted<T> convert(Value raw) {
        Converted<T> converted = kind.convert(raw);
        List<Fault> silent = converted.faults().stream().map(this::silent).toList();
        return new Converted<>(converted.value(), silent);
    }

    private Fault silent(Fault fault) {
        return new Fault(fault.within(), fault.at(), "expected " + words() + " (what was found is secret)");
    }

    @Override
    public String words() {
        return kind.words();
    }

    @Override
    public Map<String, Object> schema() {
        return Schemas.with(kind.schema(), Map.of("writeOnly", true));
    }

    @Override
    public Object plain(T value) {
        return kind.plain(value);
    }
}
