package twitcher.api.process;

import java.io.InputStream;
import java.io.OutputStream;
import org.osgi.annotation.versioning.ProviderType;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;

/**
 * A process that serves a bundle over its standard input and output, until it is closed or becomes a run. It has a
 * session and process group of its own, no other descriptor of the daemon, a small clean environment, and runs as the
 * daemon's user. Its standard error is discarded.
 */
@ProviderType
public interface Worker extends AutoCloseable {
    /** What it reads on its standard input. */
    OutputStream requests();

    /** What it wrote to its standard output. */
    InputStream answers();

    /** Whether it has not ended. */
    boolean isAlive();

    /**
     * Makes it the process of {@code run}: from now on it is looked after as if it had been launched for it, and outlives
     * the daemon. What it is to change of itself before it begins is told by {@code handover}; if that fails, the run
     * ends as {@link twitcher.api.Outcome.NotStarted} and the worker is closed. Called at most once.
     */
    RunningAction become(RunContext run, Handover handover);

    /** Kills it and its process group, unless it has become a run. May be called twice; any thread. */
    @Override
    void close();
}
