package twitcher.zk;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import twitcher.api.Change;
import twitcher.api.Node;
import twitcher.api.node.NodeListener;

/** Many single nodes {@code PREFIX0}, {@code PREFIX1} and so on, watched in one way or another, for the bench. */
interface Crowd extends AutoCloseable {
    /** Watches and reads all; returns when all were read. */
    void arm() throws Exception;

    /** How many states have been read. */
    long reads();

    /** Returns when all were read again, after the connection was cut when so many states had been read. */
    void awaitReadAgain(long reads) throws Exception;

    /** Is told the number of a node when its state has arrived. */
    void seen(IntConsumer seen);

    @Override
    void close();

    /** By this bundle. */
    static Crowd ours(String servers, String prefix, int count) {
        return new Ours(servers, prefix, count);
    }

    /** By ZooKeeper's client and nothing else: no state is kept, and no two are compared. */
    static Crowd bare(String servers, String prefix, int count, Mode mode) {
        return new Bare(servers, prefix, count, mode);
    }

    /** How a bare client watches. */
    enum Mode {
        ONE_SHOT,
        PERSISTENT,
        RECURSIVE
    }

    /** The watch layer with its client. */
    final class Ours implements Crowd {
        private final Source source = new Source();
        private final String servers;
        private final String prefix;
        private final int count;
        private volatile IntConsumer seen = i -> {};

        Ours(String servers, String prefix, int count) {
            this.servers = servers;
            this.prefix = prefix;
            this.count = count;
        }

        @Override
        public void arm() throws Exception {
            source.use(servers, "spreadMs", "0");
            source.awaitConnected();
            IntStream.range(0, count).forEach(i -> source.nodes.subscribe(Node.data(prefix + i), listener(i)));
            await(count);
        }

        private NodeListener listener(int i) {
            return new NodeListener() {
                @Override
                public void observed(Change change) {
                    seen.accept(i);
                }

                @Override
                public void unreadable(String why) {
                    throw new IllegalStateException(why);
                }
            };
        }

        private void await(long reads) throws InterruptedException {
            while (reads() < reads) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }

        @Override
        public long reads() {
            return source.nodes.counts().reads();
        }

        @Override
        public void awaitReadAgain(long reads) throws Exception {
            await(reads + count);
        }

        @Override
        public void seen(IntConsumer told) {
            seen = told;
        }

        @Override
        public void close() {
            source.close();
        }
    }

    /** ZooKeeper's client. */
    final class Bare implements Crowd, Watcher, AsyncCallback.DataCallback {
        private static final int UNDER_WAY = 128;

        private final Writer writer;
        private final String prefix;
        private final int count;
        private final Mode mode;
        private final Semaphore room = new Semaphore(UNDER_WAY);
        private final CountDownLatch again = new CountDownLatch(1);
        private final AtomicLong answers = new AtomicLong();
        private volatile boolean armed;
        private volatile IntConsumer seen = i -> {};

        Bare(String servers, String prefix, int count, Mode mode) {
            this.prefix = prefix;
            this.count = count;
            this.mode = mode;
            writer = new Writer(servers);
            writer.client.register(this);
        }

        @Override
        public void arm() throws Exception {
            if (mode == Mode.RECURSIVE) {
                String parent = prefix.substring(0, prefix.lastIndexOf('/'));
                writer.client.addWatch(parent, this, AddWatchMode.PERSISTENT_RECURSIVE);
            }
            for (int i = 0; i < count; i++) {
                if (mode == Mode.PERSISTENT) {
                    writer.client.addWatch(prefix + i, this, AddWatchMode.PERSISTENT, (rc, path, context) -> {}, null);
                }
                read(prefix + i, true);
            }
            await(count);
            armed = true;
        }

        private void read(String path, boolean bounded) throws InterruptedException {
            if (bounded) {
                room.acquire();
            }
            client().getData(path, mode == Mode.ONE_SHOT ? this : null, this, bounded);
        }

        private ZooKeeper client() {
            return writer.client;
        }

        @Override
        public void processResult(
                int rc, String path, Object bounded, byte[] data, org.apache.zookeeper.data.Stat stat) {
            if ((boolean) bounded) {
                room.release();
            }
            if (rc == 0) {
                answers.incrementAndGet();
                seen.accept(Integer.parseInt(path.substring(prefix.length())));
            }
        }

        @Override
        public void process(WatchedEvent event) {
            if (armed && event.getType() == EventType.None && event.getState() == KeeperState.SyncConnected) {
                again.countDown();
            } else if (event.getType() == EventType.NodeDataChanged) {
                client().getData(event.getPath(), mode == Mode.ONE_SHOT ? this : null, this, false);
            }
        }

        @Override
        public long reads() {
            return answers.get();
        }

        @Override
        public void awaitReadAgain(long reads) throws Exception {
            again.await();
            for (int i = 0; i < count; i++) {
                read(prefix + i, true);
            }
            await(reads + count);
        }

        private void await(long reads) throws InterruptedException {
            while (answers.get() < reads) {
                TimeUnit.MILLISECONDS.sleep(1);
            }
        }

        @Override
        public void seen(IntConsumer told) {
            seen = told;
        }

        @Override
        public void close() {
            writer.close();
        }
    }
}
