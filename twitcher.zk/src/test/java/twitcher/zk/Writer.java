package twitcher.zk;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** Another client, which changes nodes. */
final class Writer implements AutoCloseable {
    final ZooKeeper client;

    Writer(String servers) {
        this(servers, 0, null);
    }

    /** With the session of somebody else, if {@code session} is not 0. */
    Writer(String servers, long session, byte[] password) {
        CountDownLatch connected = new CountDownLatch(1);
        Watcher watcher = event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
            }
        };
        try {
            client = session == 0
                    ? new ZooKeeper(servers, 30_000, watcher)
                    : new ZooKeeper(servers, 30_000, watcher, session, password);
            if (!connected.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no connection to " + servers);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void create(String path, String text) throws KeeperException, InterruptedException {
        untilConnected(() -> {
            try {
                client.create(path, Source.bytes(text), ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            } catch (KeeperException.NodeExistsException e) {
                client.setData(path, Source.bytes(text), -1); // by an attempt of which no answer came
            }
        });
    }

    void set(String path, String text) throws KeeperException, InterruptedException {
        untilConnected(() -> client.setData(path, Source.bytes(text), -1));
    }

    void delete(String path) throws KeeperException, InterruptedException {
        untilConnected(() -> {
            try {
                client.delete(path, -1);
            } catch (KeeperException.NoNodeException e) {
                return; // by an attempt of which no answer came
            }
        });
    }

    private interface Step {
        void take() throws KeeperException, InterruptedException;
    }

    /** Again and again while the connection is lost, which a test may have caused a moment ago. */
    private static void untilConnected(Step step) throws KeeperException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                step.take();
                return;
            } catch (KeeperException.ConnectionLossException e) {
                if (System.nanoTime() - end > 0) {
                    throw e;
                }
            }
        }
    }

    /** Creates many nodes {@code prefix0}, {@code prefix1} and so on, and returns when all are there. */
    void createMany(String prefix, int count) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(count);
        AsyncCallback.StringCallback created = (rc, path, context, name) -> done.countDown();
        for (int i = 0; i < count; i++) {
            client.create(prefix + i, null, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT, created, null);
        }
        if (!done.await(120, TimeUnit.SECONDS)) {
            throw new IllegalStateException(done.getCount() + " nodes not created");
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
