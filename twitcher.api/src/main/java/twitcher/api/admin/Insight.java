package twitcher.api.admin;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Looks inside the engine: why something ran or did not, what waits, and the figures of all runs. Any thread. */
@ProviderType
public interface Insight {
    /** Why the last change of a watch was run, or was not; empty: there is no watch of that exact id. */
    Optional<Explanation> explain(String id);

    /** The changes that wait at the moment, the longest first. Does not block. */
    List<Waiting> waiting();

    /** The figures since the engine started. Does not block. */
    Figures figures();
}
