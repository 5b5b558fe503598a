package twitcher.launcher;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Somebody wants the process to stop: by a signal, or by a command. The first who does counts. It may be there before the
 * daemon is: a signal that nobody handles would end the process as it is.
 */
final class StopWish {
    private final CountDownLatch made = new CountDownLatch(1);
    private final AtomicBoolean first = new AtomicBoolean();
    private final AtomicReference<Optional<String>> untold = new AtomicReference<>(Optional.empty());
    private volatile Consumer<String> listener = why -> {};
    private volatile boolean listened;

    /** From now on SIGTERM and SIGINT are such wishes. */
    static StopWish bySignals() {
        StopWish wish = new StopWish();
        List.of("TERM", "INT").forEach(signal -> Signals.handle(signal, () -> wish.make("SIG" + signal)));
        return wish;
    }

    /** {@code why} is who wants it. Any thread. */
    void make(String why) {
        if (first.compareAndSet(false, true)) {
            untold.set(Optional.of(why));
            made.countDown();
            tellOnce();
        }
    }

    boolean isMade() {
        return made.getCount() == 0;
    }

    /** {@code then} is told once who wants it, on that thread; here and now, if somebody does already. */
    void tell(Consumer<String> then) {
        listener = then;
        listened = true;
        tellOnce();
    }

    private void tellOnce() {
        if (listened) {
            untold.getAndSet(Optional.empty()).ifPresent(listener);
        }
    }

    /** Waits until somebody does. */
    void await() throws InterruptedException {
        made.await();
    }
}
