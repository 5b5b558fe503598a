package twitcher.config;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A thread for code of others, one call at a time, each with a time limit. A call that outlasts it is interrupted, and
 * if it still does not return, abandoned: it keeps its thread, and the next call gets a new one.
 *
 * <p>Used on the gate's thread, where the results arrive too.
 */
final class Foreign implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final int IDLE_S = 10;

    private final String name;
    private final Owner owner;
    private ThreadPoolExecutor thread;
    private boolean busy;

    /** How a call ended. */
    sealed interface End<T> {
        /** It returned. */
        record Returned<T>(T value) implements End<T> {}

        /** It threw. */
        record Threw<T>(Throwable failure) implements End<T> {}

        /** It did not return in time; should it ever, that is one more end of it. */
        record Stuck<T>() implements End<T> {}
    }

    Foreign(String name, Owner owner) {
        this.name = name;
        this.owner = owner;
        this.thread = newThread();
    }

    boolean isBusy() {
        return busy;
    }

    /** Calls {@code work}; only when not busy. {@code then} is told how it ended. */
    <T> void call(Callable<T> work, Duration limit, Consumer<End<T>> then) {
        busy = true;
        new Call<>(work, then).start(limit);
    }

    private ThreadPoolExecutor newThread() {
        ThreadFactory factory = task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        };
        ThreadPoolExecutor made =
                new ThreadPoolExecutor(1, 1, IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1), factory);
        made.allowCoreThreadTimeOut(true);
        made.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return made;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private final class Call<T> {
        private final Callable<T> work;
        private final Consumer<End<T>> then;
        private final ThreadPoolExecutor mine = thread;
        private ScheduledFuture<?> limit;
        private boolean abandoned;

        Call(Callable<T> work, Consumer<End<T>> then) {
            this.work = work;
            this.then = then;
        }

        void start(Duration most) {
            limit = owner.after(most, this::interrupt);
            mine.execute(() -> {
                End<T> end = run();
                owner.execute(() -> ended(end));
            });
        }

        private End<T> run() {
            try {
                return new End.Returned<>(work.call());
            } catch (Throwable e) {
                return new End.Threw<>(e);
            }
        }

        private void interrupt() {
            mine.shutdownNow();
            thread = newThread();
            limit = owner.after(GRACE, this::abandon);
        }

        private void abandon() {
            abandoned = true;
            busy = false;
            then.accept(new End.Stuck<>());
        }

        private void ended(End<T> end) {
            limit.cancel(false);
            busy = busy && abandoned;
            then.accept(end);
        }
    }
}
