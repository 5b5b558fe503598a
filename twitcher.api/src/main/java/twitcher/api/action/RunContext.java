package twitcher.api.action;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import twitcher.api.Change;
import twitcher.api.Event;
import twitcher.api.Output;
import twitcher.api.Watch;

/** What a run is started with, and its line to the daemon while it goes. Any thread. */
@ProviderType
public interface RunContext {
    /** The id of the run, unique on this machine; the same state run again has another. */
    String runId();

    /** The watch it belongs to. */
    Watch watch();

    /** The state it acts on, read after the event. */
    Change change();

    /** Why it is started. */
    Event event();

    /** 1, or more for a retry. */
    int attempt();

    /** When the engine will stop it; empty without a timeout. */
    Optional<Instant> deadline();

    /** Whether it was told to stop. Once true it stays so. */
    boolean stopRequested();

    /**
     * Has {@code what} called once when the run is told to stop, on a thread of the daemon, or at once if it was already:
     * for work that no interruption reaches, such as a socket to be closed. Must not block.
     */
    void onStop(Runnable what);

    /**
     * Where it tells the operator what it did; shown by {@code log RUN}. UTF-8; the first and the last
     * {@link Output#END_BYTES} are kept with the run. For a run that is a process, the process has its own.
     */
    PrintStream out();

    /** The same for what went wrong; the last lines of a failed run are in the daemon's log. */
    PrintStream err();
}
