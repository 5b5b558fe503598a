package twitcher.engine.lane;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import twitcher.api.Change;
import twitcher.api.Node;
import twitcher.api.Stat;

/**
 * The last state that was run successfully.
 *
 * @param number the observation, so that it never moves to an older one; 0: of a daemon before this one
 * @param stat its marks; empty: the node did not exist
 * @param sha256 of its bytes, in hex; empty: not kept, because its marks tell it from any other
 */
public record Position(long number, Optional<Stat> stat, String sha256) {
    public Position {
        requireNonNull(stat, "stat");
        requireNonNull(sha256, "sha256");
    }

    /** Without the hash, which only tells the states of another life of the ensemble apart: a lane keeps no more. */
    Position withoutHash() {
        return new Position(number, stat, "");
    }

    boolean isAt(Change change) {
        return isAt(change.node().kind(), change.stat())
                && (sha256.isEmpty() || sha256.equals(change.payload().sha256()));
    }

    boolean isAt(Node.Kind kind, Optional<Stat> marks) {
        return Change.sameMarks(kind, stat, marks);
    }
}
