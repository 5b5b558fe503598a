package twitcher.itest.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * What changes the nodes of a round: sets, deletes, creates again, at once or after a while, in bursts and with pauses.
 * No state of a node comes twice, so that its payload tells which it is; only missing is always the same.
 */
final class Load {
    /** The nodes whose data changes. */
    static final List<String> DATA = List.of("d0", "d1", "d2");
    /** The node whose children change. */
    static final String PARENT = "c0";

    /**
     * A change.
     *
     * @param at when it was asked for, by {@link Uptime}
     * @param node the last part of the node's path
     * @param what what was asked for
     * @param value what makes the state unlike all others
     * @param came what came of it; unknown is what it says
     */
    record Write(double at, String node, String what, String value, String came) {
        @Override
        public String toString() {
            return "%.2f %s %s %s: %s".formatted(at, node, what, value, came);
        }
    }

    private final Hand hand;
    private final String folder;
    private final Random random;
    private final CountDownLatch enough = new CountDownLatch(1);
    private final List<Write> writes = new ArrayList<>();
    private final Deque<String> children = new ArrayDeque<>();
    private int last;

    Load(Hand hand, String folder, long seed) {
        this.hand = hand;
        this.folder = folder;
        random = new Random(seed);
    }

    /** Changes nodes until {@link #stop}, on a thread of its own. */
    CompletableFuture<Void> start() {
        return CompletableFuture.runAsync(this::work, task -> new Thread(task, "load").start());
    }

    void stop() {
        enough.countDown();
    }

    /** What was done; once nothing more is. */
    List<Write> writes() {
        return writes;
    }

    private void work() {
        try {
            while (!enough.await(pause(), TimeUnit.MILLISECONDS)) {
                next();
            }
        } catch (InterruptedException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Half of the changes come in bursts. */
    private int pause() {
        return random.nextBoolean() ? random.nextInt(4) : random.nextInt(160);
    }

    private void next() throws IOException, InterruptedException {
        int dice = random.nextInt(100);
        String node = DATA.get(random.nextInt(DATA.size()));
        if (dice < 30) {
            child(dice);
        } else if (dice < 75) {
            set(node);
        } else if (dice < 87) {
            recreate(node);
        } else if (dice < 93) {
            delete(node);
        } else {
            delete(node);
            set(node);
        }
    }

    /** Sets a node, or creates it. */
    void set(String node) throws IOException, InterruptedException {
        String value = "v" + ++last;
        String path = path(node);
        attempt(node, "set", value, zk -> {
            try {
                zk.setData(path, bytes(value), -1);
            } catch (KeeperException.NoNodeException e) {
                zk.create(path, bytes(value), ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
        });
    }

    /** Deletes and creates a node in one transaction: it has its first version again. */
    void recreate(String node) throws IOException, InterruptedException {
        String value = "v" + ++last;
        String path = path(node);
        attempt(node, "recreate", value, zk -> zk.multi(List.of(Op.delete(path, -1), Hand.create(path, bytes(value)))));
    }

    void delete(String node) throws IOException, InterruptedException {
        String path = path(node);
        attempt(node, "delete", "", zk -> zk.delete(path, -1));
    }

    private void child(int dice) throws IOException, InterruptedException {
        if (dice < 18 || children.isEmpty()) {
            addChild();
        } else if (dice < 27) {
            replaceChild();
        } else {
            recreateParent();
        }
    }

    /** Adds a child. */
    void addChild() throws IOException, InterruptedException {
        String name = "k" + ++last;
        children.add(name);
        attempt(
                PARENT,
                "add",
                name,
                zk -> zk.create(
                        path(PARENT) + "/" + name, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
    }

    private void replaceChild() throws IOException, InterruptedException {
        String name = "k" + ++last;
        String old = children.remove();
        children.add(name);
        attempt(
                PARENT,
                "replace " + old + " by",
                name,
                zk -> zk.multi(List.of(
                        Op.delete(path(PARENT) + "/" + old, -1), Hand.create(path(PARENT) + "/" + name, new byte[0]))));
    }

    /** The parent goes with all of its children, and comes again with one. */
    private void recreateParent() throws IOException, InterruptedException {
        String name = "k" + ++last;
        attempt(PARENT, "recreate with", name, zk -> {
            List<Op> ops = new ArrayList<>();
            zk.getChildren(path(PARENT), false).forEach(old -> ops.add(Op.delete(path(PARENT) + "/" + old, -1)));
            ops.add(Op.delete(path(PARENT), -1));
            ops.add(Hand.create(path(PARENT), new byte[0]));
            ops.add(Hand.create(path(PARENT) + "/" + name, new byte[0]));
            zk.multi(ops);
        });
        children.clear();
        children.add(name);
    }

    private interface Deed {
        void on(ZooKeeper zk) throws KeeperException, InterruptedException;
    }

    private void attempt(String node, String what, String value, Deed deed) throws IOException, InterruptedException {
        double at = Uptime.now();
        String came;
        try {
            hand.once(zk -> {
                deed.on(zk);
                return node;
            });
            came = "done";
        } catch (KeeperException.ConnectionLossException | KeeperException.SessionExpiredException e) {
            came = "unknown";
        } catch (KeeperException e) {
            came = "not done: " + e.code();
        }
        writes.add(new Write(at, node, what, value, came));
    }

    private String path(String node) {
        return "/" + folder + "/" + node;
    }

    private static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
