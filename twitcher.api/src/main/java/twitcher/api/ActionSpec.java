package twitcher.api;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import twitcher.api.settings.Value;

/**
 * What is to be done, as data.
 *
 * @param type name of the action type, such as {@code exec}
 * @param settings its settings: plain data (see {@link Value#plain}), copied, so that nobody can alter it; no key has
 *     the value null
 */
public record ActionSpec(String type, Map<String, Object> settings) {
    /** The type that runs a command. */
    public static final String EXEC = "exec";

    public ActionSpec {
        requireNonNull(type, "type");
        settings = Value.Fields.of(settings).plain();
    }

    /** Runs {@code command} by {@code /bin/sh -c}. */
    public static ActionSpec shell(String command) {
        return new ActionSpec(EXEC, Map.of("command", command));
    }

    /** Runs {@code argv} as it is, found through PATH, without a shell. */
    public static ActionSpec argv(List<String> argv) {
        return new ActionSpec(EXEC, Map.of("command", List.copyOf(argv)));
    }
}
