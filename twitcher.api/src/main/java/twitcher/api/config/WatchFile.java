package twitcher.api.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import twitcher.api.Watch;

/**
 * The present reading of one source of watches, as a service: the engine runs what these say. Anybody may publish one;
 * watches need not come from files.
 *
 * <p>A newer reading is registered before the one it replaces is unregistered; of two with one {@code file} the greater
 * {@code revision} counts. Watches are removed by a reading that lacks them. A reading that vanishes without a
 * successor removes nothing: its watches wait for it to come back.
 *
 * @param file where the watches come from; the part of their ids before the colon
 * @param revision grows with each reading of the file
 * @param watches all watches of it, with distinct ids
 * @param held whether they are held as they are: watched, but nothing is started until a reading releases them
 */
public record WatchFile(String file, long revision, List<Watch> watches, boolean held) {
    public WatchFile {
        requireNonNull(file, "file");
        watches = List.copyOf(watches);
    }
}
