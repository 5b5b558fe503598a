package twitcher.engine;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import twitcher.api.Change;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.Stat;
import twitcher.api.node.Connection;
import twitcher.api.node.NodeListener;
import twitcher.api.node.NodeSource;
import twitcher.api.node.Subscription;

/** Nodes in memory. Delivers on the thread that sets, or subscribes. */
final class FakeSource implements NodeSource {
    private final Map<String, Change> nodes = new HashMap<>();
    private final List<Subscribed> subscriptions = new CopyOnWriteArrayList<>();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private long zxid;

    private final class Subscribed implements Subscription {
        final Node node;
        final NodeListener listener;

        Subscribed(Node node, NodeListener listener) {
            this.node = node;
            this.listener = listener;
        }

        @Override
        public void reread() {
            listener.observed(now(node));
        }

        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }

    synchronized void set(String path, String data) {
        zxid++;
        long czxid = Optional.ofNullable(nodes.get(path))
                .flatMap(Change::stat)
                .map(Stat::czxid)
                .orElse(zxid);
        Stat stat = new Stat(czxid, zxid, czxid, 0, 0);
        deliver(Change.present(Node.data(path), stat, Payload.ofText(data), Instant.now()));
    }

    /** Tells nothing of a node until it is set. */
    void silence(String path) {
        silent.add(path);
    }

    synchronized void delete(String path) {
        deliver(Change.missing(Node.data(path), Instant.now()));
    }

    private void deliver(Change change) {
        nodes.put(change.node().path(), change);
        subscriptions.stream().filter(s -> s.node.equals(change.node())).forEach(s -> s.listener.observed(change));
    }

    private synchronized Change now(Node node) {
        return nodes.getOrDefault(node.path(), Change.missing(node, Instant.now()));
    }

    @Override
    public synchronized Subscription subscribe(Node node, NodeListener listener) {
        Subscribed subscribed = new Subscribed(node, listener);
        subscriptions.add(subscribed);
        if (!silent.contains(node.path())) {
            listener.observed(now(node));
        }
        return subscribed;
    }

    int subscribed() {
        return subscriptions.size();
    }

    @Override
    public Connection connection() {
        return new Connection(
                Connection.State.CONNECTED, Instant.EPOCH, "fake", Optional.empty(), subscriptions.size(), 0);
    }
}
