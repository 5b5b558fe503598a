package twitcher.engine.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * What waits for one thread, in order. Some of it is quiet: it does not wake the thread up, but is taken with what does. Any
 * thread adds; the thread that takes is told in {@link #takenBy}.
 *
 * @param <T> what waits
 */
final class Inbox<T> {
    /** When so much waits, the next quiet thing wakes the thread too. */
    private static final int QUIET_AT_MOST = 100;

    private final Queue<T> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile Thread taker;

    /** Says which thread takes; before that, what is added waits. */
    void takenBy(Thread thread) {
        taker = thread;
    }

    void add(T what) {
        addQuietly(what);
        LockSupport.unpark(taker);
    }

    /** Adds what need not be taken before something else is. */
    void addQuietly(T what) {
        queue.add(what);
        if (size.incrementAndGet() > QUIET_AT_MOST) {
            LockSupport.unpark(taker);
        }
    }

    int size() {
        return size.get();
    }

    /** The next; empty if nothing came for so many nanoseconds. Only the thread that takes calls it. */
    Optional<T> take(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        Optional<T> next = take();
        for (long left = nanos; next.isEmpty() && left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            next = take();
        }
        return next;
    }

    /** All that is there. Only the thread that takes calls it. */
    List<T> takeAll() {
        List<T> all = new ArrayList<>();
        for (Optional<T> next = take(); next.isPresent(); next = take()) {
            all.add(next.get());
        }
        return all;
    }

    private Optional<T> take() {
        Optional<T> next = Optional.ofNullable(queue.poll());
        next.ifPresent(taken -> size.decrementAndGet());
        return next;
    }
}
