package twitcher.api.settings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import twitcher.api.ActionSpec;

/** A command, or an object with the name of an action type and its settings. */
record ActionKind() implements SettingKind<DeclaredAction> {
    static final String TYPE = "type";

    private static final SettingKind<String> NAME = SettingKinds.line();

    @Override
    public Converted<DeclaredAction> convert(Value raw) {
        if (raw instanceof Value.Fields fields) {
            return typed(fields);
        }
        if (!(raw instanceof Value.Text || raw instanceof Value.Items)) {
            return Converted.bad(raw.at(), Found.instead(words(), raw));
        }
        List<Fault> faults = WatchSettings.COMMAND.kind().convert(raw).faults();
        Value.Field command = new Value.Field(WatchSettings.COMMAND.name(), raw.at(), raw);
        Value.Fields settings = new Value.Fields(List.of(command), raw.at());
        return faults.isEmpty() ? Converted.good(new DeclaredAction(ActionSpec.EXEC, settings)) : Converted.bad(faults);
    }

    private Converted<DeclaredAction> typed(Value.Fields fields) {
        List<Value.Field> types =
                fields.fields().stream().filter(ActionKind::isType).toList();
        if (types.isEmpty()) {
            return Converted.bad(fields.at(), "is missing \"type\", the name of an action type such as \"exec\"");
        }
        List<Fault> faults = new ArrayList<>();
        types.stream()
                .skip(1)
                .forEach(again -> Found.twice(types.get(0), again)
                        .ifPresent(words -> faults.add(new Fault(Found.step(TYPE), again.keyAt(), words))));
        Converted<String> name = NAME.convert(types.get(0).value());
        name.faults().forEach(fault -> faults.add(fault.in(Found.step(TYPE))));
        Optional<DeclaredAction> action = name.value().map(type -> new DeclaredAction(type, rest(fields)));
        return faults.isEmpty() ? new Converted<>(action, List.of()) : Converted.bad(faults);
    }

    private static Value.Fields rest(Value.Fields fields) {
        return new Value.Fields(
                fields.fields().stream().filter(field -> !isType(field)).toList(), fields.at());
    }

    private static boolean isType(Value.Field field) {
        return field.key().equals(TYPE);
    }

    @Override
    public String words() {
        return "a command (a string for /bin/sh, or a list: program and arguments), or an object with \"type\" and settings";
    }

    @Override
    public Map<String, Object> schema() {
        Map<String, Object> isExec = Schemas.of("properties", Map.of(TYPE, Map.of("const", ActionSpec.EXEC)));
        Map<String, Object> typed = Schemas.of(
                "type", "object",
                "properties", Map.of(TYPE, NAME.schema()),
                "required", List.of(TYPE),
                "if", isExec,
                "then", execSchema());
        List<Object> choices =
                new ArrayList<>((List<?>) WatchSettings.COMMAND.kind().schema().get("anyOf"));
        choices.add(typed);
        return Map.of("anyOf", List.copyOf(choices));
    }

    private static Map<String, Object> execSchema() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(TYPE, true);
        properties.put(
                WatchSettings.COMMAND.name(), WatchSettings.COMMAND.kind().schema());
        return Schemas.of(
                "properties",
                properties,
                "required",
                List.of(WatchSettings.COMMAND.name()),
                "additionalProperties",
                false);
    }

    @Override
    public Object plain(DeclaredAction value) {
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put(TYPE, value.type());
        plain.putAll(value.settings().plain());
        return plain;
    }
}
