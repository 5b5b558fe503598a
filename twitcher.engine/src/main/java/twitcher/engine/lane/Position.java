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
 * @param sha256 of its bytes, in hex
 */
public record Position(long number, Optional<Stat> stat, String sha256) {
    public Position {
        requireNonNull(stat, "stat");
        requireNonNull(sha256, "sha256");
    }

    boolean isAt(Change change) {
        return isAt(change.node().kind(), change.stat())
                && sha256.equals(change.payload().sha256());
    }

    boolean isAt(Node.Kind kind, Optional<Stat> marks) {
        return Change.sameMarks(kind, stat, marks);
    }
}
