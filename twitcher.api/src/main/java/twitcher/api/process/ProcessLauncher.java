package twitcher.api.process;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;

/**
 * The one place where processes are started. Each gets a session and process group of its own, no descriptor of the
 * daemon, default signal dispositions, a clean environment with the {@code TWITCHER_*} variables of its run, and files
 * for its output. It outlives the daemon.
 */
@ProviderType
public interface ProcessLauncher {
    /**
     * Starts a process for {@code run}. Takes as long as a spawn takes; any thread. A process that cannot be started is
     * an ending ({@link twitcher.api.Outcome.NotStarted}), not an exception.
     */
    RunningAction launch(RunContext run, ProcessRequest request);

    /** What {@link #launch} would make of it; makes nothing. As fast as looking up users and files is; any thread. */
    ProcessPlan plan(RunContext run, ProcessRequest request);

    /** What {@link Worker#become} would make of a worker; makes nothing. */
    ProcessPlan planOfWorker(RunContext run);

    /**
     * Takes over a process that was started by a daemon before this one and still lives; empty if none does. Its ending
     * is {@link twitcher.api.Outcome.Unknown}.
     */
    Optional<RunningAction> adopt(Orphan orphan);

    /**
     * Starts a process that serves the caller, who owns it and closes it.
     *
     * @param argv program (absolute path) and arguments
     * @throws IOException if it cannot be started
     */
    Worker open(List<String> argv) throws IOException;

    /**
     * A run that had no end when the daemon before this one ended.
     *
     * @param runId its id, the {@code TWITCHER_RUN} of its process
     * @param process its process, if that was recorded; else it is looked for by {@code TWITCHER_RUN}
     * @param started when it was started
     * @param killAfter between SIGTERM and SIGKILL, should it have to be stopped
     */
    record Orphan(String runId, Optional<ProcessId> process, Instant started, java.time.Duration killAfter) {}
}
