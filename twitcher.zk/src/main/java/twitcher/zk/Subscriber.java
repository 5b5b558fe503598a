package twitcher.zk;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Change;
import twitcher.api.node.NodeListener;
import twitcher.api.node.Subscription;

/** One listener of one node. {@code wish} is guarded by the lock of {@link WatchedNodes}. */
final class Subscriber implements Subscription {
    /** Whether it is to get a state even if that is no news. */
    enum Wish {
        NEWS,
        NEXT_READ,
        THIS_READ
    }

    private static final Logger log = LoggerFactory.getLogger(Subscriber.class);

    private final WatchedNodes nodes;
    private final WatchedNode node;
    private final NodeListener listener;
    private volatile boolean closed;
    Wish wish = Wish.NEXT_READ;

    Subscriber(WatchedNodes nodes, WatchedNode node, NodeListener listener) {
        this.nodes = nodes;
        this.node = node;
        this.listener = listener;
    }

    @Override
    public void reread() {
        nodes.reread(node, this);
    }

    @Override
    public void close() {
        closed = true;
        nodes.unsubscribe(node, this);
    }

    /** Hands over a state, unless closed; on the client's event thread, without a lock. */
    void observed(Change change) {
        tell(() -> listener.observed(change));
    }

    /** Hands over why there is no state, unless closed; on the client's event thread, without a lock. */
    void unreadable(String why) {
        tell(() -> listener.unreadable(why));
    }

    private void tell(Runnable call) {
        if (closed) {
            return;
        }
        try {
            call.run();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            log.error("{}: a listener failed; the others go on", node.node.path(), e);
        }
    }
}
