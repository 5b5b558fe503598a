package twitcher.api.action;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import twitcher.api.Change;
import twitcher.api.Event;
import twitcher.api.Watch;

/** What a run is started with. Immutable. */
@ProviderType
public interface RunContext {
    /** The id of the run, unique on this machine. */
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
}
