package twitcher.engine.store;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import twitcher.api.Run;
import twitcher.api.process.ProcessId;

/**
 * A run that is about to be started, or that has no end yet.
 *
 * @param run what it is
 * @param process its process, once that is known
 * @param isProcess whether it is one at all; if not, it ends with the daemon
 * @param killAfter between SIGTERM and SIGKILL, should it have to be stopped
 * @param deadline when it is stopped; empty: never
 */
public record Intent(
        Run run, Optional<ProcessId> process, boolean isProcess, Duration killAfter, Optional<Instant> deadline) {
    public Intent {
        requireNonNull(run, "run");
        requireNonNull(process, "process");
        requireNonNull(killAfter, "killAfter");
        requireNonNull(deadline, "deadline");
    }

    /** This run, with its process. */
    public Intent with(ProcessId started) {
        return new Intent(run, Optional.of(started), isProcess, killAfter, deadline);
    }
}
