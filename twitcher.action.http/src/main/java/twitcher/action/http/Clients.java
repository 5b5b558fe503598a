package twitcher.action.http;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The clients of this bundle, one for each way of trusting. One that is idle for a while is closed, with its thread and its
 * connections, rather than kept for a change that may come tomorrow: by then the other side has dropped the connection.
 *
 * <p>The JDK's client has no end of its own before JDK 21: it lives until its garbage is collected. But its thread ends when
 * it is interrupted, and closes the connections as it goes; to know which thread that is, clients are made in a thread
 * group of ours.
 */
final class Clients implements AutoCloseable {
    private final ThreadGroup group = new ThreadGroup("twitcher-http");
    private final Map<List<?>, Client> open = new HashMap<>();
    private final ScheduledExecutorService pool;
    private final Duration idle;
    private boolean closed;

    /** Clients that work on {@code pool} and are closed when they were {@code idle} that long. */
    Clients(ScheduledExecutorService pool, Duration idle) {
        this.pool = pool;
        this.idle = idle;
    }

    /** A client in use. Given back by {@link #giveBack}, once for each time it was taken. */
    static final class Client {
        private final Tls tls;
        private final HttpClient http;
        private final List<Thread> threads;
        private int users;
        private Future<?> closing = CompletableFuture.completedFuture(null);

        private Client(Tls tls, HttpClient http, List<Thread> threads) {
            this.tls = tls;
            this.http = http;
            this.threads = threads;
        }

        HttpClient http() {
            return http;
        }

        private boolean works() {
            return threads.stream().allMatch(Thread::isAlive);
        }
    }

    /**
     * A client that is open until it is given back.
     *
     * @throws IllegalArgumentException in words for the operator, if there can be none
     */
    synchronized Client take(Tls tls) {
        if (closed) {
            throw new IllegalStateException("the bundle is being stopped");
        }
        open.computeIfPresent(tls.identity(), (same, client) -> client.works() ? client : null);
        Client client = open.computeIfAbsent(tls.identity(), same -> make(tls));
        client.users++;
        client.closing.cancel(false);
        return client;
    }

    synchronized void giveBack(Client client) {
        client.users--;
        if (client.users == 0 && !closed) {
            client.closing = pool.schedule(() -> closeUnused(client), idle.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private synchronized void closeUnused(Client client) {
        if (client.users == 0 && open.remove(client.tls.identity(), client)) {
            client.threads.forEach(Thread::interrupt);
        }
    }

    /** Closes all of them; exchanges that are going on fail. */
    @Override
    public synchronized void close() {
        closed = true;
        open.clear();
        group.interrupt();
    }

    private Client make(Tls tls) {
        HttpClient.Builder builder = HttpClient.newBuilder().executor(pool);
        if (!tls.isDefault()) {
            builder.sslContext(tls.context());
        }
        List<Thread> before = threads();
        HttpClient http = CompletableFuture.supplyAsync(builder::build, maker -> new Thread(group, maker).start())
                .join();
        List<Thread> its = threads().stream()
                .filter(t -> isSelector(t) && !before.contains(t))
                .toList();
        return new Client(tls, http, its);
    }

    /** The maker is in the group too, for a moment. */
    private static boolean isSelector(Thread thread) {
        return thread.getName().contains("Selector");
    }

    private List<Thread> threads() {
        Thread[] found = new Thread[group.activeCount() + 8];
        group.enumerate(found);
        return Arrays.stream(found).filter(Objects::nonNull).toList();
    }
}
