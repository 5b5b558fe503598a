package twitcher.engine.guest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bundle's service whose code the engine calls, on threads that it has for itself: one that hangs holds up nobody else.
 * A call that does not return in time is interrupted and given up; its thread is left behind and another takes its place,
 * up to a limit, beyond which the guest is not called any more until one returns. Any thread.
 */
public final class Guest {
    private static final Logger log = LoggerFactory.getLogger(Guest.class);
    private static final int CALLS = 4;
    private static final int MOST_LEFT_BEHIND = 8;
    private static final int IDLE_S = 5;

    private final String bundle;
    private final Alarms alarms;
    private final Leftovers leftovers;
    private final Calls calls;
    /** What a run is told: in order, and not behind the starts of others. */
    private final Calls orders;

    private final Set<Leftovers.Held> lost = ConcurrentHashMap.newKeySet();
    private volatile ClassLoader loader;
    private volatile boolean gone;

    /** Guarded by this, as what waits for none. */
    private int going;

    private final List<Runnable> whenIdle = new ArrayList<>(0);

    /**
     * The guest of {@code bundle}, its symbolic name and version.
     *
     * @param what what it is, for the names of its threads
     */
    public Guest(String what, String bundle, ScheduledExecutorService clock, Leftovers leftovers) {
        this.bundle = bundle;
        alarms = new Alarms(clock);
        this.leftovers = leftovers;
        calls = new Calls("twitcher-" + what, CALLS);
        orders = new Calls("twitcher-" + what + "-orders", 1);
    }

    /** Symbolic name and version of its bundle. */
    public String bundle() {
        return bundle;
    }

    /** Its class loader, which is that of its threads too. */
    public void loader(ClassLoader its) {
        loader = its;
    }

    ClassLoader loader() {
        return loader;
    }

    Leftovers leftovers() {
        return leftovers;
    }

    /** Its service is gone: nothing new is started by it. */
    public void goes() {
        gone = true;
        alarms.close();
    }

    /** Whether its service is gone. */
    public boolean isGone() {
        return gone;
    }

    /** How many calls wait for a thread. */
    public int waiting() {
        return calls.pool.getQueue().size();
    }

    /**
     * Does {@code work} on one of its threads when its turn comes.
     *
     * @param late told once, in words, if the work is not done within {@code limit} or cannot be; the work may still be
     *     done later
     */
    public void call(String doing, Runnable work, Duration limit, Consumer<String> late) {
        calls.call(new Call(doing, work, limit, late, calls));
    }

    /** Tells a run something: on one thread, in order; given up after {@code limit}. */
    public void order(String doing, Runnable work, Duration limit) {
        Consumer<String> late = why -> log.warn("{}", why);
        orders.call(new Call(doing, work, limit, late, orders));
    }

    /** A run of it begins. */
    public synchronized void began() {
        going++;
    }

    /** A run of it has ended. */
    public void ended() {
        List<Runnable> idle = List.of();
        synchronized (this) {
            going--;
            if (going == 0) {
                idle = List.copyOf(whenIdle);
                whenIdle.clear();
            }
        }
        idle.forEach(Runnable::run);
    }

    /** How many runs of it are going. */
    public synchronized int going() {
        return going;
    }

    /** Does {@code what} once no run of it is going. */
    public void whenIdle(Runnable what) {
        synchronized (this) {
            if (going > 0) {
                whenIdle.add(what);
                return;
            }
        }
        what.run();
    }

    /** Ends its threads: what runs on one may finish until {@code endNanos}; what waits to be started is dropped. */
    public void close(long endNanos) {
        calls.pool.shutdown();
        calls.pool.getQueue().clear();
        orders.pool.shutdown();
        for (Calls each : List.of(calls, orders)) {
            try {
                if (!each.pool.awaitTermination(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    each.pool.shutdownNow();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public String toString() {
        return bundle;
    }

    /** Threads that are made when needed, and end when idle. */
    private final class Calls {
        private final int size;
        private final ThreadPoolExecutor pool;

        Calls(String name, int size) {
            this.size = size;
            AtomicInteger count = new AtomicInteger();
            pool = new ThreadPoolExecutor(size, size, IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                // It may be made on a thread of another guest, of which it is to keep nothing.
                Thread thread = new Thread(null, task, name + "-" + count.incrementAndGet(), 0, false);
                thread.setContextClassLoader(null);
                thread.setDaemon(true);
                return thread;
            });
            pool.allowCoreThreadTimeOut(true);
            pool.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        }

        void call(Call call) {
            if (lost.size() >= MOST_LEFT_BEHIND) {
                call.late.accept(bundle + " is not called any more: " + lost.size()
                        + " of its threads do not return; update or remove it");
                return;
            }
            pool.execute(call);
        }

        synchronized void grown(int by) {
            int next = Math.max(size, pool.getCorePoolSize() + by);
            if (by > 0) {
                pool.setMaximumPoolSize(next);
                pool.setCorePoolSize(next);
            } else {
                pool.setCorePoolSize(next);
                pool.setMaximumPoolSize(next);
            }
        }
    }

    private final class Call implements Runnable, Alarms.Call {
        private final String doing;
        private final Runnable work;
        private final Duration limit;
        private final Consumer<String> late;
        private final Calls calls;
        private Thread thread;
        private long dueNanos;

        /** Guarded by this. */
        private Leftovers.Held held;

        private boolean over;

        Call(String doing, Runnable work, Duration limit, Consumer<String> late, Calls calls) {
            this.doing = doing;
            this.work = work;
            this.limit = limit;
            this.late = late;
            this.calls = calls;
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            thread.setContextClassLoader(loader);
            dueNanos = System.nanoTime() + limit.toNanos();
            alarms.add(this);
            try {
                work.run();
            } finally {
                alarms.remove(this);
                returned();
                thread.setContextClassLoader(null);
                Thread.interrupted();
            }
        }

        @Override
        public long dueNanos() {
            return dueNanos;
        }

        @Override
        public void overdue() {
            synchronized (this) {
                if (over) {
                    return;
                }
                held = new Leftovers.Held(thread, bundle, doing, Instant.now().minus(limit));
                lost.add(held);
                leftovers.add(held);
                thread.interrupt();
            }
            calls.grown(1);
            late.accept(bundle + " has not returned from " + doing + " within " + limit.toMillis() / 1000.0
                    + " s; it was given up");
        }

        private void returned() {
            synchronized (this) {
                over = true;
                if (held == null) {
                    return;
                }
                lost.remove(held);
                leftovers.remove(held);
            }
            calls.grown(-1);
        }
    }
}
