package twitcher.testkit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import twitcher.api.Change;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.Stat;
import twitcher.api.node.Connection;
import twitcher.api.node.NodeListener;
import twitcher.api.node.NodeSource;
import twitcher.api.node.Subscription;

/**
 * ZooKeeper nodes in memory, with zxids as a server counts them. A change is delivered before the method that makes it
 * returns, on the thread that calls it. Any thread.
 */
public final class TestNodes implements NodeSource {
    private final Clock clock;
    private final Map<String, Held> nodes = new TreeMap<>();
    private final Map<Node, List<Subscriber>> subscribers = new HashMap<>();
    private long zxid;

    private record Held(Payload data, Stat stat) {}

    /** No nodes, and changes observed at the time of {@code clock}. */
    public TestNodes(Clock clock) {
        this.clock = clock;
    }

    /** Sets the data of a node; one that is not there is created, and its parent gets a child. */
    public synchronized void set(String path, String data) {
        zxid++;
        Held old = nodes.get(path);
        Stat stat = old == null
                ? new Stat(zxid, zxid, zxid, 0, clock.millis())
                : new Stat(
                        old.stat().czxid(), zxid, old.stat().pzxid(), old.stat().version() + 1, clock.millis());
        nodes.put(path, new Held(Payload.ofText(data), stat));
        tell(Node.data(path));
        if (old == null) {
            childrenChanged(path);
        }
    }

    /** Deletes a node. */
    public synchronized void delete(String path) {
        if (nodes.remove(path) != null) {
            zxid++;
            tell(Node.data(path));
            tell(Node.children(path));
            childrenChanged(path);
        }
    }

    /** Nobody may read the node for the reason given, until it is set. */
    public synchronized void unreadable(String path, String why) {
        List.of(Node.data(path), Node.children(path))
                .forEach(node -> listeners(node).forEach(subscriber -> subscriber.listener.unreadable(why)));
    }

    private void childrenChanged(String path) {
        String parent = path.substring(0, Math.max(1, path.lastIndexOf('/')));
        Held held = nodes.get(parent);
        if (held != null) {
            Stat old = held.stat();
            Stat stat = new Stat(old.czxid(), old.mzxid(), zxid, old.version(), old.mtimeMillis());
            nodes.put(parent, new Held(held.data(), stat));
        }
        tell(Node.children(parent));
    }

    private void tell(Node node) {
        Change change = change(node);
        listeners(node).forEach(subscriber -> subscriber.listener.observed(change));
    }

    private List<Subscriber> listeners(Node node) {
        return List.copyOf(subscribers.getOrDefault(node, List.of()));
    }

    private Change change(Node node) {
        Held held = nodes.get(node.path());
        if (held == null) {
            return Change.missing(node, clock.instant());
        }
        Payload payload = node.kind() == Node.Kind.WATCH_DATA ? held.data() : Payload.ofChildren(children(node.path()));
        return Change.present(node, held.stat(), payload, clock.instant());
    }

    private List<String> children(String path) {
        String start = path.equals("/") ? "/" : path + "/";
        return nodes.keySet().stream()
                .filter(name -> name.startsWith(start) && !name.equals("/") && name.indexOf('/', start.length()) < 0)
                .map(name -> name.substring(start.length()))
                .toList();
    }

    @Override
    public synchronized Subscription subscribe(Node node, NodeListener listener) {
        Subscriber subscriber = new Subscriber(node, listener);
        subscribers.computeIfAbsent(node, n -> new ArrayList<>()).add(subscriber);
        subscriber.reread();
        return subscriber;
    }

    @Override
    public synchronized Connection connection() {
        return new Connection(
                Connection.State.CONNECTED, clock.instant(), "memory", Optional.empty(), subscribers.size(), 0);
    }

    private final class Subscriber implements Subscription {
        private final Node node;
        private final NodeListener listener;

        Subscriber(Node node, NodeListener listener) {
            this.node = node;
            this.listener = listener;
        }

        @Override
        public void reread() {
            synchronized (TestNodes.this) {
                listener.observed(change(node));
            }
        }

        @Override
        public void close() {
            synchronized (TestNodes.this) {
                subscribers.getOrDefault(node, new ArrayList<>()).remove(this);
            }
        }
    }
}
