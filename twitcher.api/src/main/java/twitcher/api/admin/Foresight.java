package twitcher.api.admin;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import twitcher.api.config.WatchFile;

/**
 * Tells what would run, and runs nothing. Any thread; waits for nodes to be read, some seconds at most.
 */
@ProviderType
public interface Foresight {
    /** What would come of {@code stimulus}; empty: there is no watch of that exact id. */
    Optional<Forecast> simulate(String id, Stimulus stimulus);

    /** What would become of each watch if {@code next} were the reading of its file, those that it lacks at the end. */
    List<Forecast> load(WatchFile next);
}
