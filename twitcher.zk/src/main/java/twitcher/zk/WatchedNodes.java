package twitcher.zk;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import twitcher.api.Node;
import twitcher.api.node.NodeListener;
import twitcher.api.node.Subscription;
import twitcher.zk.ReadQueue.Removal;
import twitcher.zk.WatchedNode.Phase;

/** The watch layer: every watched node, with one server-side watch each however many subscribe. Any thread. */
final class WatchedNodes {
    private final Map<Node.Kind, Map<String, WatchedNode>> nodes = new EnumMap<>(Node.Kind.class);
    private final Guard guard = new Guard();
    private final Reads reads;

    WatchedNodes(Timer timer) {
        reads = new Reads(guard, timer, this::needless);
        for (Node.Kind kind : Node.Kind.values()) {
            nodes.put(kind, new HashMap<>());
        }
    }

    /**
     * How many nodes are watched, how many of them wait for a read; and of all time: the reads, how many of them were
     * audits, and how many changes only an audit found.
     */
    record Counts(int nodes, int unread, long reads, long audited, long repaired) {}

    Counts counts() {
        return guard.see(() -> {
            int watched = nodes.values().stream().mapToInt(Map::size).sum();
            return new Counts(watched, reads.unread(), reads.reads(), reads.audited(), reads.repaired());
        });
    }

    Subscription subscribe(Node node, NodeListener listener) {
        List<Subscriber> made = new ArrayList<>(1);
        guard.decide(() -> {
            WatchedNode watched = nodes.get(node.kind()).computeIfAbsent(node.path(), path -> new WatchedNode(node));
            Subscriber subscriber = new Subscriber(this, watched, listener);
            watched.add(subscriber);
            made.add(subscriber);
            if (watched.phase.underWay()) {
                subscriber.wish = Subscriber.Wish.THIS_READ;
            } else {
                reads.dirty(watched);
            }
        });
        return made.get(0);
    }

    void reread(WatchedNode node, Subscriber subscriber) {
        guard.decide(() -> {
            subscriber.wish = Subscriber.Wish.NEXT_READ;
            if (node.phase != Phase.CLOSED) {
                reads.dirty(node);
            }
        });
    }

    void unsubscribe(WatchedNode node, Subscriber subscriber) {
        guard.decide(() -> {
            if (node.remove(subscriber) && node.phase != Phase.CLOSED) {
                nodes.get(node.node.kind()).remove(node.node.path());
                reads.close(node);
            }
        });
    }

    /** How hard the servers may be pressed from the next connection on. */
    void limit(Limits limits) {
        guard.decide(() -> reads.limit(limits));
    }

    /** There is a connection. */
    void connected(Wire now, boolean jitter) {
        guard.decide(() -> reads.connected(now, all(), jitter));
    }

    /** There is none. */
    void disconnected() {
        guard.decide(reads::disconnected);
    }

    /** Watches on some sides of a path fired; {@code dataUsed} if one on its data side was used up. */
    void fired(Wire source, String path, Set<Node.Kind> sides, boolean dataUsed) {
        guard.decide(() -> {
            if (reads.of(source)) {
                find(path, Node.Kind.WATCH_CHILDREN)
                        .filter(node -> dataUsed && node.phase != Phase.LOOKING)
                        .ifPresent(node -> node.looked = false);
                sides.forEach(side -> find(path, side).ifPresent(reads::dirty));
            }
        });
    }

    /** Everything that is watched now. */
    List<WatchedNode> all() {
        return guard.see(() -> nodes.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList());
    }

    /** Looks at nodes to which nothing happened, to see whether that is true. */
    void audit(Collection<WatchedNode> some) {
        guard.decide(() -> some.forEach(reads::audit));
    }

    private Optional<WatchedNode> find(String path, Node.Kind side) {
        return Optional.ofNullable(nodes.get(side).get(path));
    }

    /** Asked when a removal has its turn, not when it was queued: somebody may have subscribed since. */
    private boolean needless(Removal removal) {
        Optional<WatchedNode> heir = find(removal.path(), removal.side());
        heir.ifPresent(node -> node.sent = true);
        boolean looked = removal.side() == Node.Kind.WATCH_DATA
                && find(removal.path(), Node.Kind.WATCH_CHILDREN)
                        .filter(node -> node.looked)
                        .isPresent();
        return heir.isEmpty() && !looked;
    }
}
