package twitcher.api.process;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Tells a {@link Worker} that it is a run from now on. */
@ConsumerType
public interface Handover {
    /**
     * The status of a worker that could not begin the run. Then what it wrote to the run's standard error is the reason:
     * one line that begins with {@link #REFUSAL}.
     */
    int REFUSED = 125;

    /** What the line with the reason begins with. */
    String REFUSAL = "not started: ";

    /** Tells it what to change of itself before it begins. */
    void begin(Stage stage) throws IOException;

    /**
     * What the worker has to make of itself, in this order.
     *
     * @param env its whole environment
     * @param cwd its working directory
     * @param umask its file mode creation mask
     * @param stdin what becomes its standard input and is deleted then; empty: {@code /dev/null}
     * @param stdout what its standard output is appended to; there already
     * @param stderr what its standard error is appended to; there already
     * @param become who it becomes; empty: it stays who it is
     */
    record Stage(
            Map<String, String> env,
            String cwd,
            int umask,
            Optional<Path> stdin,
            Path stdout,
            Path stderr,
            Optional<Identity> become) {
        public Stage {
            env = Map.copyOf(env);
            requireNonNull(cwd, "cwd");
            requireNonNull(stdin, "stdin");
            requireNonNull(stdout, "stdout");
            requireNonNull(stderr, "stderr");
            requireNonNull(become, "become");
        }
    }

    /**
     * Who a process is, in numbers.
     *
     * @param uid its user
     * @param gid its group
     * @param groups its supplementary groups
     */
    record Identity(long uid, long gid, List<Long> groups) {
        public Identity {
            groups = List.copyOf(groups);
        }
    }
}
