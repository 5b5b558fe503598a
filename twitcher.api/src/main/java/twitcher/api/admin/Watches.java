package twitcher.api.admin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import twitcher.api.Payload;
import twitcher.api.Run;

/** The watches of the running daemon: what they do, and what an operator may tell them. Any thread; does not block. */
@ProviderType
public interface Watches {
    /** All watches, by id. */
    List<WatchStatus> list();

    /** How many watches there are in each state that any is in: a fraction of the work of {@link #list}. */
    Map<WatchStatus.State, Long> counts();

    /** The watch of that exact id. */
    Optional<WatchStatus> find(String id);

    /** Runs that are kept, the newest first: of one watch, or of all if {@code id} is empty. */
    List<Run> runs(Optional<String> id, int limit);

    /** Runs a watch now: with its node's present state, or with {@code data} instead. In its lane, by its run mode. */
    Answer run(String id, Optional<Payload> data);

    /** Stops a run by the stop sequence. */
    Answer stop(String runId);

    /** Starts no more runs of a watch until it is resumed; survives a restart of the daemon. */
    Answer pause(String id);

    /** Releases a watch that is paused or stopped; what waited runs. */
    Answer resume(String id);

    /**
     * What became of an order.
     *
     * @param done whether it is carried out, or will be
     * @param words for the operator
     */
    record Answer(boolean done, String words) {}
}
