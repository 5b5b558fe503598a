package twitcher.api.settings;

import java.util.List;
import java.util.Map;

/** Commands: a string for the shell, or a list that is executed as it is. The value is the argv either way. */
record CommandKind() implements SettingKind<List<String>> {
    private static final ListKind<String> ARGV = new ListKind<>(TextKind.ANY);

    @Override
    public Converted<List<String>> convert(Value raw) {
        if (raw instanceof Value.Text) {
            Converted<String> shell = TextKind.FILLED.convert(raw);
            return new Converted<>(shell.value().map(command -> List.of("/bin/sh", "-c", command)), shell.faults());
        }
        if (!(raw instanceof Value.Items items)) {
            return Converted.bad(raw.at(), Found.instead(words(), raw));
        }
        if (items.items().isEmpty()) {
            return Converted.bad(raw.at(), "must not be an empty list; its first item is the program");
        }
        Converted<List<String>> argv = ARGV.convert(raw);
        boolean nameless = argv.value().filter(a -> a.get(0).isEmpty()).isPresent();
        return nameless ? Converted.bad(items.items().get(0).at(), "the program must not be empty") : argv;
    }

    @Override
    public String words() {
        return "a command: a string for /bin/sh, or a list of strings (program and arguments)";
    }

    @Override
    public Map<String, Object> schema() {
        return Map.of("anyOf", List.of(TextKind.FILLED.schema(), argvSchema()));
    }

    private static Map<String, Object> argvSchema() {
        return Schemas.of(
                "type",
                "array",
                "prefixItems",
                List.of(TextKind.FILLED.schema()),
                "items",
                TextKind.ANY.schema(),
                "minItems",
                1);
    }

    @Override
    public Object plain(List<String> value) {
        boolean shell = value.size() == 3 && value.subList(0, 2).equals(List.of("/bin/sh", "-c"));
        return shell && !value.get(2).isEmpty() ? value.get(2) : value;
    }
}
