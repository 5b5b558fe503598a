package twitcher.api.process;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import twitcher.api.Payload;
import twitcher.api.Surroundings;

/**
 * A process to be started for a run.
 *
 * @param argv program (found through PATH if it has no '/') and arguments; not empty
 * @param env variables beside the clean environment and {@link Surroundings#env}; these win
 * @param stdin what it reads; empty: it gets {@code /dev/null}
 * @param surroundings user, group, working directory, umask, kill_after
 */
public record ProcessRequest(List<String> argv, Map<String, String> env, Payload stdin, Surroundings surroundings) {
    public ProcessRequest {
        argv = List.copyOf(argv);
        env = Map.copyOf(env);
        requireNonNull(stdin, "stdin");
        requireNonNull(surroundings, "surroundings");
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("argv: must not be empty");
        }
    }
}
