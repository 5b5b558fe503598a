package twitcher.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What surrounds an action that is a process.
 *
 * @param pipeStdin whether the payload goes to its standard input; if not, that is {@code /dev/null}
 * @param user name or number of the user it runs as; empty: the daemon's own
 * @param group name or number of its group; empty: that user's primary group
 * @param env variables on top of the small clean environment
 * @param cwd absolute path of its working directory
 * @param umask its file mode creation mask
 * @param killAfter how long after SIGTERM it gets SIGKILL
 */
public record Surroundings(
        boolean pipeStdin,
        Optional<String> user,
        Optional<String> group,
        Map<String, String> env,
        String cwd,
        int umask,
        Duration killAfter) {
    /** Every setting at its default. */
    public static final Surroundings DEFAULT =
            new Surroundings(true, Optional.empty(), Optional.empty(), Map.of(), "/", 022, Duration.ofSeconds(5));

    public Surroundings {
        requireNonNull(user, "uid");
        requireNonNull(group, "gid");
        env = Map.copyOf(env);
        requireNonNull(cwd, "cwd");
        requireNonNull(killAfter, "kill_after");
        Durations.check("kill_after", killAfter);
        if (!cwd.startsWith("/")) {
            throw new IllegalArgumentException("cwd: must start with '/', was: " + cwd);
        }
        if (umask < 0 || umask > 0777) {
            throw new IllegalArgumentException("umask: must be 0 to 0777, was: " + Integer.toOctalString(umask));
        }
    }
}
