package twitcher.itest.support;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;

/** A plain ZooKeeper client for tests, connected. */
public final class Nodes implements AutoCloseable {
    private final ZooKeeper client;

    private Nodes(ZooKeeper client) {
        this.client = client;
    }

    /** A client of the server at {@code address}. */
    public static Nodes connect(String address) throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client = new ZooKeeper(address, 30_000, event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        if (!connected.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no connection to " + address);
        }
        return new Nodes(client);
    }

    /** Creates a node and the parents it lacks. */
    public void create(String path, String data) throws Exception {
        create(path, data.getBytes(StandardCharsets.UTF_8));
    }

    /** Creates a node and the parents it lacks. */
    public void create(String path, byte[] data) throws Exception {
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            createOne(path.substring(0, slash), new byte[0]);
        }
        if (!createOne(path, data)) {
            throw new IllegalStateException(path + " exists");
        }
    }

    /** Creates a node that nobody may read, not even who created it. */
    public void createUnreadable(String path) throws Exception {
        ACL nobody = new ACL(ZooDefs.Perms.ALL, new Id("digest", "nobody:none"));
        client.create(path, new byte[0], Collections.singletonList(nobody), CreateMode.PERSISTENT); // asked for null
    }

    private boolean createOne(String path, byte[] data) throws Exception {
        try {
            client.create(path, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            return true;
        } catch (KeeperException.NodeExistsException e) {
            return false;
        }
    }

    /** Sets a node's data and returns the transaction's id. */
    public long set(String path, String data) throws Exception {
        return set(path, data.getBytes(StandardCharsets.UTF_8));
    }

    /** Sets a node's data and returns the transaction's id. */
    public long set(String path, byte[] data) throws Exception {
        return client.setData(path, data, -1).getMzxid();
    }

    /** Sets the data of all these nodes in one transaction. */
    public void setTogether(List<String> paths, String data) throws Exception {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        client.multi(paths.stream().map(path -> Op.setData(path, bytes, -1)).toList());
    }

    /** Deletes a node. */
    public void delete(String path) throws Exception {
        client.delete(path, -1);
    }

    @Override
    public void close() {
        try {
            client.close(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
