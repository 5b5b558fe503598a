package twitcher.api.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import twitcher.api.Run;
import twitcher.api.Stat;
import twitcher.api.Watch;

/**
 * A watch at one moment.
 *
 * @param watch what it is
 * @param state what it is doing
 * @param why words that explain the state, such as what it waits for
 * @param nodeSeen whether its node has been read
 * @param seen the marks of the state last seen; empty: not read yet, or the node does not exist
 * @param pending whether a change waits
 * @param running the runs that are going
 * @param last the run that ended last
 * @param since since when it is in this state
 */
public record WatchStatus(
        Watch watch,
        State state,
        Optional<String> why,
        boolean nodeSeen,
        Optional<Stat> seen,
        boolean pending,
        List<Run> running,
        Optional<Run> last,
        Instant since) {
    /** What a watch is doing. */
    public enum State {
        /** Its node is not read yet. */
        ARMING,
        /** Nothing to do: it watches. */
        IDLE,
        /** Its node cannot be read. */
        UNREADABLE,
        /** A change waits for settle, splay, a retry's delay or a free place. */
        PENDING,
        /** At least one run is going. */
        RUNNING,
        /** Its action type, its node source or its config's language is not there. */
        WAITING,
        /** Its settings are refused by its action type. */
        REFUSED,
        /** Paused by an operator. */
        PAUSED,
        /** Stopped after failures. */
        STOPPED,
        /** The watched folder is not to be trusted at the moment. */
        HELD
    }

    public WatchStatus {
        running = List.copyOf(running);
    }
}
