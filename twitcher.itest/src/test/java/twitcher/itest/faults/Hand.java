package twitcher.itest.faults;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.awaitility.Awaitility;

/** A client of the test's own that finds the servers again whatever happens to them. For one thread. */
final class Hand implements Closeable {
    private final String servers;
    private ZooKeeper client;

    Hand(String servers) throws IOException {
        this.servers = servers;
        client = connect();
    }

    private ZooKeeper connect() throws IOException {
        return new ZooKeeper(servers, Schedule.SESSION_MS, event -> {});
    }

    /** An operation. */
    interface Deed<T> {
        T on(ZooKeeper client) throws KeeperException, InterruptedException, IOException;
    }

    /** Does it once; what is thrown may or may not have been done. */
    <T> T once(Deed<T> deed) throws KeeperException, InterruptedException, IOException {
        try {
            return deed.on(client);
        } catch (KeeperException.SessionExpiredException e) {
            close();
            client = connect();
            throw e;
        }
    }

    /** Does what may be done twice, until it is known to be done. */
    <T> T surely(Deed<T> deed) {
        return Awaitility.await("ZooKeeper answers")
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptionsMatching(e -> e instanceof KeeperException.ConnectionLossException
                        || e instanceof KeeperException.SessionExpiredException)
                .until(() -> List.of(once(deed)), done -> true)
                .get(0);
    }

    /** Sees to it that a node exists. */
    void ensure(String path, byte[] data) {
        surely(zk -> {
            try {
                return zk.create(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            } catch (KeeperException.NodeExistsException e) {
                return path;
            }
        });
    }

    /** Orders a transaction; {@code answered} gets the code of the answer, on the client's thread. */
    void send(List<Op> transaction, IntConsumer answered) {
        AsyncCallback.MultiCallback callback = (rc, path, context, results) -> answered.accept(rc);
        client.multi(transaction, callback, null);
    }

    static Op create(String path, byte[] data) {
        return Op.create(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }

    /** The state of a node, as every server will have it. */
    Final state(WatchSpec.Kind kind, String path) {
        return surely(zk -> {
            synced(zk, path);
            Stat stat = new Stat();
            try {
                return switch (kind) {
                    case DATA -> Final.data(zk.getData(path, false, stat), stat);
                    case CHILDREN -> Final.children(zk.getChildren(path, false, stat), stat);
                };
            } catch (KeeperException.NoNodeException e) {
                return Final.missing();
            }
        });
    }

    private static void synced(ZooKeeper zk, String path) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        AsyncCallback.VoidCallback callback = (rc, at, context) -> done.countDown();
        zk.sync(path, callback, null);
        done.await();
    }

    @Override
    public void close() {
        try {
            client.close(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
