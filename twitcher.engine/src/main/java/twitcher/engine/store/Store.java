package twitcher.engine.store;

import java.util.List;
import java.util.Optional;
import twitcher.api.Run;
import twitcher.api.process.ProcessId;
import twitcher.engine.lane.Position;

/**
 * What outlives the daemon: the runs, the positions, and what an operator decided. Any thread. A store that cannot write
 * says so in the log and goes on in memory: it never keeps a run from starting.
 */
public interface Store extends AutoCloseable {
    /** What is remembered of a watch. */
    Memory memory(String watchId);

    /** The runs of daemons before this one that have no end; the same list each time. */
    List<Intent> unfinished();

    /** Records a run before it is started: returns when that would survive the daemon's death. */
    void begin(Intent intent);

    /** Records the process of a run that was begun. */
    void process(String runId, ProcessId process);

    /** Records a run that has ended. */
    void end(Run run);

    /** Remembers the last state run successfully by an order of that {@link Fingerprint}. */
    void remember(String watchId, String fingerprint, Position position);

    /** Forgets the position of a watch. */
    void forget(String watchId);

    /** Remembers whether a watch is paused, and the fingerprint of what failed for good. */
    void keep(String watchId, boolean paused, Optional<String> stopped);

    /** The runs that ended and are kept, the newest first: of one watch, or of all. */
    List<Run> runs(Optional<String> watchId, int limit);

    /** Writes what is not written yet and ends. May be called twice. */
    @Override
    void close();
}
