package twitcher.api.process;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process as it would be made, with everything decided as for one that is.
 *
 * @param argv program and arguments; empty for a worker that becomes a run
 * @param program the file that would be executed; empty: there is none, or it is a worker
 * @param env its whole environment; empty if there is a problem that comes first
 * @param identity who it would be; empty if that cannot be told
 * @param cwd its working directory
 * @param umask its file mode creation mask
 * @param stdinBytes how many bytes it could read; 0: {@code /dev/null}
 * @param problem why it would not be started, as far as that can be seen beforehand
 */
public record ProcessPlan(
        List<String> argv,
        Optional<String> program,
        Map<String, String> env,
        Optional<Handover.Identity> identity,
        String cwd,
        int umask,
        long stdinBytes,
        Optional<String> problem) {
    public ProcessPlan {
        argv = List.copyOf(argv);
        env = Map.copyOf(env);
        requireNonNull(program, "program");
        requireNonNull(identity, "identity");
        requireNonNull(cwd, "cwd");
        requireNonNull(problem, "problem");
    }
}
