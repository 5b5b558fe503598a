package twitcher.zk;

import java.util.function.Supplier;

/**
 * The one lock of the watch layer. It is never held while calling out: a decision leaves its orders in the
 * {@link Outbox} and returns what is to be handed over, and both happen after the lock is released.
 */
final class Guard {
    private static final Runnable NOTHING = () -> {};

    private final Object lock = new Object();
    private final Outbox outbox = new Outbox();

    /** Decides, then carries out what was ordered. */
    void decide(Runnable decision) {
        handOver(() -> {
            decision.run();
            return NOTHING;
        });
    }

    /** Decides, then hands over on this thread, then carries out what was ordered. */
    void handOver(Supplier<Runnable> decision) {
        Runnable handOver;
        synchronized (lock) {
            handOver = decision.get();
        }
        handOver.run();
        outbox.flush();
    }

    /** Looks at guarded state. */
    <T> T see(Supplier<T> look) {
        synchronized (lock) {
            return look.get();
        }
    }

    /** Orders something; called by a decision. */
    void order(Runnable order) {
        outbox.add(order);
    }
}
