package twitcher.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import twitcher.api.admin.Guests;

/**
 * A thread for code of others: calls run on it one after the other, each with a time limit of its own. A call that
 * outlasts it is interrupted, and if it still does not return, abandoned: it keeps its thread, and the calls after it
 * get a new one.
 *
 * <p>Used on the gate's thread, where the results arrive too.
 */
final class Foreign implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final int IDLE_S = 10;

    private final String name;
    private final Owner owner;
    private ThreadPoolExecutor thread;
    private final AtomicReference<Call<?>> running = new AtomicReference<>();
    private Optional<List<Runnable>> postponed = Optional.empty();
    private int open;
    private boolean watched;

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

    /** Whether a call waits or runs that is not given up. */
    boolean isBusy() {
        return open > 0;
    }

    /** Calls {@code work} when its turn comes; {@code then} is told how it ended. */
    <T> void call(Callable<T> work, Duration limit, Consumer<End<T>> then) {
        open++;
        execute(new Call<>(work, limit, then));
        watch(limit);
    }

    /** Has the call that runs end as if its time were over: nobody wants its result any more. */
    void hurry() {
        Call<?> call = running.get();
        if (call != null && postponed.isEmpty()) {
            interrupt(call);
        }
    }

    private void execute(Runnable call) {
        postponed.ifPresentOrElse(calls -> calls.add(call), () -> thread.execute(call));
    }

    private ThreadPoolExecutor newThread() {
        ThreadFactory factory = task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        };
        ThreadPoolExecutor made =
                new ThreadPoolExecutor(1, 1, IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        made.allowCoreThreadTimeOut(true);
        made.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return made;
    }

    /** One timer watches over all calls: it comes when the present one may be over its limit. */
    private void watch(Duration delay) {
        if (!watched) {
            watched = true;
            owner.after(delay, this::watch);
        }
    }

    private void watch() {
        watched = false;
        Call<?> call = running.get();
        boolean late = call != null && call.left() <= 0;
        if (late && postponed.isEmpty()) {
            interrupt(call);
        } else if (open > 0) {
            watch(call == null || late ? GRACE : Duration.ofNanos(call.left()));
        }
    }

    private void interrupt(Call<?> call) {
        postponed = Optional.of(new ArrayList<>(thread.shutdownNow()));
        thread = newThread();
        watched = true;
        owner.after(GRACE, () -> goOnWithout(call));
    }

    private void goOnWithout(Call<?> call) {
        call.giveUp();
        List<Runnable> calls = postponed.orElseThrow();
        postponed = Optional.empty();
        calls.forEach(thread::execute);
        watched = false;
        watch(GRACE);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private final class Call<T> implements Runnable {
        private final Callable<T> work;
        private final long limitNanos;
        private final Consumer<End<T>> then;
        private volatile long began;
        private volatile Thread on;
        private boolean over;

        Call(Callable<T> work, Duration limit, Consumer<End<T>> then) {
            this.work = work;
            this.limitNanos = limit.toNanos();
            this.then = then;
        }

        long left() {
            return limitNanos - (System.nanoTime() - began);
        }

        @Override
        public void run() {
            began = System.nanoTime();
            on = Thread.currentThread();
            running.set(this);
            End<T> end = end();
            running.compareAndSet(this, null);
            owner.execute(() -> ended(end));
        }

        private End<T> end() {
            try {
                return new End.Returned<>(work.call());
            } catch (Throwable e) {
                return new End.Threw<>(e);
            }
        }

        private void giveUp() {
            if (!over) {
                over = true;
                open--;
                on.setName(name + Guests.GIVEN_UP);
                then.accept(new End.Stuck<>());
            }
        }

        private void ended(End<T> end) {
            open -= over ? 0 : 1;
            over = true;
            then.accept(end);
        }
    }
}
