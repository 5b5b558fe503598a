package twitcher.api;

import static java.util.Objects.requireNonNull;

/**
 * What a watch looks at: a ZooKeeper node and which side of it. Two watches with equal nodes share one server-side
 * watch.
 *
 * @param path the absolute, valid path, as the client sees it (below the chroot, if there is one)
 * @param kind the side looked at
 */
public record Node(String path, Kind kind) {
    /** The side of a node that is watched; named {@code watch_type} in configs. */
    public enum Kind {
        /** The bytes of the node. */
        WATCH_DATA,
        /** The names of its children. */
        WATCH_CHILDREN
    }

    public Node {
        requireNonNull(path, "path");
        requireNonNull(kind, "kind");
        NodePath.problem(path).ifPresent(problem -> {
            throw new IllegalArgumentException("znode: " + problem);
        });
    }

    /** The bytes of the node at {@code path}. */
    public static Node data(String path) {
        return new Node(path, Kind.WATCH_DATA);
    }

    /** The children of the node at {@code path}. */
    public static Node children(String path) {
        return new Node(path, Kind.WATCH_CHILDREN);
    }
}
