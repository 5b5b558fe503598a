package twitcher.engine;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener on a thread of its own: one that is slow, hangs or throws harms nobody else. What it cannot take in time is
 * dropped and counted, and it is told of that when it listens again. Any thread; returns at once.
 *
 * @param <T> what listens
 */
final class Ear<T> {
    private static final Logger log = LoggerFactory.getLogger(Ear.class);
    private static final int QUEUE = 4_096;

    private final T listener;
    private final BiConsumer<T, Long> missed;
    private final AtomicLong dropped = new AtomicLong();
    private final ThreadPoolExecutor teller = teller(dropped);

    Ear(T listener, BiConsumer<T, Long> missed) {
        this.listener = listener;
        this.missed = missed;
    }

    /** Its threads, which others may keep when they have ended, know of no listener. */
    private static ThreadPoolExecutor teller(AtomicLong dropped) {
        ThreadPoolExecutor made = new ThreadPoolExecutor(
                1,
                1,
                10,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUE),
                Threads.named("listener"),
                (task, pool) -> dropped.incrementAndGet());
        made.allowCoreThreadTimeOut(true);
        return made;
    }

    boolean isOf(T other) {
        return listener == other;
    }

    void tell(Consumer<T> what) {
        teller.execute(() -> asItsOwn(() -> {
            long lost = dropped.getAndSet(0);
            if (lost > 0) {
                log.warn("run listener {}: {} calls dropped, because it is slower than the runs", name(), lost);
                guarded(l -> missed.accept(l, lost));
            }
            guarded(what);
        }));
    }

    /** By its class loader the thread is known as its bundle's, should it not return. */
    private void asItsOwn(Runnable what) {
        Thread.currentThread().setContextClassLoader(listener.getClass().getClassLoader());
        try {
            what.run();
        } finally {
            Thread.currentThread().setContextClassLoader(null);
        }
    }

    private void guarded(Consumer<T> what) {
        try {
            what.accept(listener);
        } catch (RuntimeException | Error e) {
            log.warn("run listener {} threw", name(), e);
        }
    }

    private String name() {
        return listener.getClass().getName();
    }

    /** It hears nothing more; a call that hangs is interrupted. */
    void close() {
        teller.shutdownNow();
    }
}
