package bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sets nodes one after the other, on a thread of its own, until it is closed. */
final class Load implements AutoCloseable {
    private final Client client;
    private final String nodes;
    private final int count;
    private final Pace pace;
    private final Thread thread = new Thread(this::set, "setter");
    private volatile boolean going = true;

    /** Waits until the node after {@code set} others is to be set. */
    interface Pace {
        void await(long set) throws InterruptedException;
    }

    /** So many a second, also if the server falls behind for a while. */
    static Pace perSecond(int rate) {
        long begin = System.nanoTime();
        return set -> LockSupport.parkNanos(begin + set * TimeUnit.SECONDS.toNanos(1) / rate - System.nanoTime());
    }

    /** As fast as actions begin: never more than {@code most} nodes are set whose actions have not. */
    static Pace asManyAsBegin(Stamps stamps, int most) {
        long before = stamps.arrived();
        return set -> stamps.awaitBehind(before + set, most - 1L);
    }

    Load(Client client, String nodes, int count, Pace pace) {
        this.client = client;
        this.nodes = nodes;
        this.count = count;
        this.pace = pace;
    }

    void start() {
        thread.start();
    }

    private void set() {
        try {
            for (long set = 0; going; set++) {
                pace.await(set);
                String path = Bench.path(nodes, (int) (set % count));
                client.zookeeper().setData(path, Stamps.now(), -1, (code, where, context, stat) -> {}, null);
            }
        } catch (InterruptedException e) {
            return; // closed
        }
    }

    @Override
    public void close() {
        going = false;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
