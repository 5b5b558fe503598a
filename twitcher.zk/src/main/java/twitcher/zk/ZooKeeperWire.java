package twitcher.zk;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.Stat;

/**
 * One handle of the ZooKeeper client as a {@link Wire}. It is the one watcher of all its nodes, so that the client keeps
 * one entry a path and calls once for an event, whatever kinds of watch it ends.
 */
final class ZooKeeperWire implements Wire, Watcher {
    private static final Set<Node.Kind> BOTH = Set.copyOf(EnumSet.allOf(Node.Kind.class));

    /** Hears of watches that fired, on the client's event thread. */
    interface Fired {
        void fired(Wire source, String path, Set<Node.Kind> sides, boolean dataUsed);
    }

    private final ZooKeeper client;
    private final Fired fired;
    private volatile boolean removes = true;

    ZooKeeperWire(ZooKeeper client, Fired fired) {
        this.client = client;
        this.fired = fired;
    }

    /**
     * There is a connection, perhaps to another server. Servers before 3.5 cannot remove watches, and hang up on who asks
     * for it; they are known by the configuration node, which they lack.
     */
    void connected() {
        AsyncCallback.DataCallback callback = (rc, path, context, data, stat) -> {
            Code code = Code.get(rc);
            if (code == Code.OK || code == Code.NONODE) {
                removes = code == Code.OK;
            }
        };
        client.getConfig(null, callback, null);
    }

    @Override
    public void read(Node node, Consumer<Answer> answer) {
        switch (node.kind()) {
            case WATCH_DATA -> client.getData(node.path(), this, data(answer), null);
            case WATCH_CHILDREN -> client.getChildren(node.path(), this, children(answer), null);
        }
    }

    @Override
    public void measure(String path, Consumer<Answer> answer) {
        client.exists(path, null, size(answer), null);
    }

    @Override
    public void exists(String path, Consumer<Answer> answer) {
        client.exists(path, this, size(answer), null);
    }

    /**
     * Removes the watch on the server, and in the client even if there is no server to ask: else the client would set
     * it again when it reconnects. Asked for one watcher the client would only ask the server whether it has the watch;
     * asked for all, it has it removed. A server that cannot do it leaves the watch to fire once.
     */
    @Override
    public void disarm(String path, Node.Kind side, Runnable done) {
        if (!removes) {
            done.run();
            return;
        }
        client.removeAllWatches(path, type(side), true, (rc, at, context) -> done.run(), null);
    }

    @Override
    public void process(WatchedEvent event) {
        String path = event.getPath();
        switch (event.getType()) {
            case NodeCreated, NodeDeleted -> fired.fired(this, path, BOTH, true);
            case NodeDataChanged -> fired.fired(this, path, Set.of(Node.Kind.WATCH_DATA), true);
            case NodeChildrenChanged -> fired.fired(this, path, Set.of(Node.Kind.WATCH_CHILDREN), false);
            case None, DataWatchRemoved, ChildWatchRemoved, PersistentWatchRemoved -> {}
        }
    }

    private static AsyncCallback.StatCallback size(Consumer<Answer> answer) {
        return (rc, path, context, stat) -> answer.accept(
                rc == 0 ? new Answer.Size(marks(stat), stat.getDataLength(), stat.getNumChildren()) : failure(rc));
    }

    private static AsyncCallback.DataCallback data(Consumer<Answer> answer) {
        return (rc, path, context, data, stat) ->
                answer.accept(rc == 0 ? new Answer.State(marks(stat), Payload.copyOf(data)) : failure(rc));
    }

    private static AsyncCallback.Children2Callback children(Consumer<Answer> answer) {
        return (int rc, String path, Object context, List<String> names, org.apache.zookeeper.data.Stat stat) ->
                answer.accept(rc == 0 ? new Answer.State(marks(stat), Payload.ofChildren(names)) : failure(rc));
    }

    private static Stat marks(org.apache.zookeeper.data.Stat stat) {
        return new Stat(stat.getCzxid(), stat.getMzxid(), stat.getPzxid(), stat.getVersion(), stat.getMtime());
    }

    private static Watcher.WatcherType type(Node.Kind side) {
        return switch (side) {
            case WATCH_DATA -> Watcher.WatcherType.Data;
            case WATCH_CHILDREN -> Watcher.WatcherType.Children;
        };
    }

    private static Answer failure(int rc) {
        Code code = Code.get(rc);
        return switch (code) {
            case NONODE -> new Answer.Missing();
            case NOAUTH -> new Answer.Refused("no access (NoAuth)");
            case CONNECTIONLOSS, SESSIONEXPIRED, SESSIONMOVED, AUTHFAILED, OPERATIONTIMEOUT, REQUESTTIMEOUT ->
                new Answer.Lost();
            default -> new Answer.Refused("the server answered " + code);
        };
    }
}
