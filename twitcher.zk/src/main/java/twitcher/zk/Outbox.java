package twitcher.zk;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Carries out orders in the order in which they were decided, without the lock under which they were decided: one
 * thread at a time empties it, the others leave their orders to that one. So a client that answers while it is being
 * called, or holds a lock of its own while it calls back, cannot deadlock with us.
 */
final class Outbox {
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final AtomicInteger arrivals = new AtomicInteger();

    /** Appends an order; called with the deciding lock held. Does nothing until {@link #flush}. */
    void add(Runnable order) {
        orders.add(order);
    }

    /** Carries out what is there, or leaves it to the thread that is just doing so; called without any lock. */
    void flush() {
        int seen = arrivals.incrementAndGet();
        if (seen != 1) {
            return;
        }
        do {
            for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
                order.run();
            }
            seen = arrivals.addAndGet(-seen);
        } while (seen != 0);
    }
}
