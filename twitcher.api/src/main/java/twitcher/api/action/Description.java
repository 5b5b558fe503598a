package twitcher.api.action;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import twitcher.api.process.ProcessPlan;

/**
 * What a run of an action would do, for an operator who asks before it does.
 *
 * @param what in a few words, such as {@code posts to https://example.org/hook}
 * @param details more of it by name, in this order; never a payload or a secret
 * @param process the process that it would be, if it is one
 */
public record Description(String what, Map<String, String> details, Optional<ProcessPlan> process) {
    public Description {
        requireNonNull(what, "what");
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        requireNonNull(process, "process");
    }

    /** In words alone. */
    public static Description of(String what) {
        return new Description(what, Map.of(), Optional.empty());
    }

    /** A process. */
    public static Description of(String what, ProcessPlan process) {
        return new Description(what, Map.of(), Optional.of(process));
    }
}
