package twitcher.zk;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import twitcher.api.Node;
import twitcher.zk.WatchedNode.Phase;

/**
 * Which node is read next, and whether another read may be under way at all. Events and new subscriptions go before the
 * re-reading of everything; reads that may cost the connection wait until nothing else is under way. A node may stand
 * in a queue that it has left: its phase says where it belongs. Guarded by the lock of {@link WatchedNodes}.
 */
final class ReadQueue {
    /** So many other reads may overtake one that waits to be alone. */
    private static final int PATIENCE = 1_000;

    /** A watch to be removed; which side of the path it is on. */
    record Removal(String path, Node.Kind side) {}

    private final Deque<WatchedNode> urgent = new ArrayDeque<>();
    private final Deque<WatchedNode> bulk = new ArrayDeque<>();
    private final Deque<WatchedNode> alone = new ArrayDeque<>();
    private final Deque<Removal> removals = new ArrayDeque<>();
    private final Window window = new Window();
    private int overtaken;
    private boolean exclusive;
    private boolean bulkHeld;

    /** Forgets everything that waits or is under way: a new connection. Removals outlive it only in the same session. */
    void restart(int underWayAtMost, boolean sameSession) {
        window.restart(underWayAtMost);
        urgent.clear();
        bulk.clear();
        alone.clear();
        if (!sameSession) {
            removals.clear();
        }
        overtaken = 0;
        exclusive = false;
    }

    boolean bulkHeld() {
        return bulkHeld;
    }

    /** While held, the re-reading of everything waits; events and new subscriptions do not. */
    void bulkHeld(boolean held) {
        bulkHeld = held;
    }

    /** Queues a node by its phase. */
    void add(WatchedNode node) {
        switch (node.phase) {
            case URGENT -> urgent.add(node);
            case BULK -> bulk.add(node);
            case ALONE -> alone.add(node);
            case IDLE, READING, READING_ALONE, MEASURING, LOOKING, RESTING, CLOSED ->
                throw new IllegalStateException(node.node.path() + ": not waiting but " + node.phase);
        }
    }

    void add(Removal removal) {
        removals.add(removal);
    }

    /** The next node to read; the caller begins, and says {@link #ended} when the answer is there. */
    Optional<WatchedNode> nextRead() {
        if (exclusive || !window.hasRoom()) {
            return Optional.empty();
        }
        boolean crowd = alone.isEmpty() || overtaken < PATIENCE;
        Optional<WatchedNode> next = crowd ? poll(urgent, Phase.URGENT) : Optional.empty();
        if (next.isEmpty() && crowd && !bulkHeld) {
            next = poll(bulk, Phase.BULK);
        }
        if (next.isPresent()) {
            overtaken++;
        } else if (window.isEmpty()) {
            next = poll(alone, Phase.ALONE);
            exclusive = next.isPresent();
            overtaken = 0;
        }
        next.ifPresent(node -> began());
        return next;
    }

    /** The next watch to remove; the caller begins, and says {@link #ended} when it is done. */
    Optional<Removal> nextRemoval() {
        if (exclusive || !window.hasRoom() || removals.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(removals.remove());
    }

    /** Something is under way that was not taken from here. */
    void began() {
        window.began();
    }

    /** An answer came, with a payload of so many bytes. */
    void ended(int bytes) {
        window.ended(bytes);
        exclusive = false;
    }

    private static Optional<WatchedNode> poll(Deque<WatchedNode> queue, Phase phase) {
        WatchedNode node = queue.poll();
        while (node != null && node.phase != phase) {
            node = queue.poll();
        }
        return Optional.ofNullable(node);
    }
}
