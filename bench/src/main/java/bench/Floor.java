package bench;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.data.Stat;

/**
 * The plainest thing that acts on a change: ZooKeeper's own client, a watch, an asynchronous read that arms it again, and
 * a bare {@code ProcessBuilder} in the callback. No queue, no session, no output, no history.
 */
final class Floor implements AutoCloseable, Watcher, AsyncCallback.DataCallback {
    private final Client client;
    private final List<String> action;
    private final CountDownLatch armed;
    private final CountDownLatch connectedAgain = new CountDownLatch(1);
    private final List<String> paths = new ArrayList<>();

    Floor(Client client, List<String> action, int nodes) {
        this.client = client;
        this.action = action;
        this.armed = new CountDownLatch(nodes);
    }

    /** One node, until killed; for measuring a whole start. */
    public static void main(String[] args) throws Exception {
        Client client = Client.connect(args[0]);
        try (Floor floor = new Floor(client, List.of(args).subList(2, args.length), 1)) {
            floor.arm(args[1]);
            floor.awaitArmed();
            floor.spawn(new byte[0]);
            new CountDownLatch(1).await();
        }
    }

    /** Starts to read and watch {@code path}. */
    void arm(String path) {
        paths.add(path);
        client.zookeeper().getData(path, this, this, null);
    }

    /** Waits until the connection was lost and is there again. */
    void awaitConnectedAgain() throws InterruptedException {
        connectedAgain.await();
    }

    /** Starts to read all nodes once more. */
    void readAgain() {
        paths.forEach(path -> client.zookeeper().getData(path, this, (code, of, context, data, stat) -> {}, null));
    }

    /** Waits until every node has been read once. */
    void awaitArmed() throws InterruptedException {
        armed.await();
    }

    @Override
    public void process(WatchedEvent event) {
        if (event.getType() == Event.EventType.None && event.getState() == Event.KeeperState.SyncConnected) {
            connectedAgain.countDown();
        } else if (event.getType() == Event.EventType.NodeDataChanged) {
            client.zookeeper().getData(event.getPath(), this, this, event);
        }
    }

    @Override
    public void processResult(int code, String path, Object changed, byte[] data, Stat stat) {
        armed.countDown();
        if (changed != null) {
            spawn(data);
        }
    }

    private void spawn(byte[] payload) {
        try {
            Process process = new ProcessBuilder(action)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            feed(process, payload);
        } catch (IOException e) {
            System.err.println("bench: floor: " + e);
        }
    }

    private static void feed(Process process, byte[] payload) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(payload);
        } catch (IOException e) {
            return; // an action that does not read
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
