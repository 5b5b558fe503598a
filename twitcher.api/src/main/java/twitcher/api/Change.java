package twitcher.api;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * One observed state of a node.
 *
 * @param node what was observed
 * @param stat its marks; empty if the node does not exist
 * @param payload the bytes, or the children's names ({@link Payload#ofChildren}); empty if the node does not exist
 * @param observed when the answer of the server arrived, by this machine's clock
 */
public record Change(Node node, Optional<Stat> stat, Payload payload, Instant observed) {
    public Change {
        requireNonNull(node, "node");
        requireNonNull(stat, "stat");
        requireNonNull(payload, "payload");
        requireNonNull(observed, "observed");
        if (stat.isEmpty() && payload.size() > 0) {
            throw new IllegalArgumentException("payload: must be empty for a node that does not exist");
        }
    }

    /** The state of an existing node. */
    public static Change present(Node node, Stat stat, Payload payload, Instant observed) {
        return new Change(node, Optional.of(stat), payload, observed);
    }

    /** The state of a node that does not exist. */
    public static Change missing(Node node, Instant observed) {
        return new Change(node, Optional.empty(), Payload.EMPTY, observed);
    }

    /** Whether the node existed. */
    public boolean exists() {
        return stat.isPresent();
    }

    /**
     * Whether {@code that} is the same state of the same node: both missing, or equal in czxid and in mzxid (for
     * children: pzxid), as {@link #sameMarks} has it.
     */
    public boolean sameStateAs(Change that) {
        return node.equals(that.node) && sameMarks(node.kind(), stat, that.stat);
    }

    /**
     * Whether two states of a node, watched for {@code kind}, are the same by their marks. One transaction with two times
     * is two transactions, of two ensembles: of one that was rebuilt, or of another that the name now leads to.
     */
    public static boolean sameMarks(Node.Kind kind, Optional<Stat> one, Optional<Stat> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() && other.isEmpty();
        }
        Stat a = one.get();
        Stat b = other.get();
        return a.czxid() == b.czxid()
                && (a.mzxid() != b.mzxid() || a.mtimeMillis() == b.mtimeMillis())
                && switch (kind) {
                    case WATCH_DATA -> a.mzxid() == b.mzxid();
                    case WATCH_CHILDREN -> a.pzxid() == b.pzxid();
                };
    }
}
