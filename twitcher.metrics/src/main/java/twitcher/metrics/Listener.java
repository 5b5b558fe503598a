package twitcher.metrics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code GET /metrics}, one request a connection. A client that is slow, silent or one of too many is cut off;
 * none of them costs the daemon more than a thread for ten seconds.
 */
final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int CLIENTS = 4;
    private static final int LONGEST_REQUEST = 16 * 1024;
    private static final int PATIENCE_S = 10;

    private final Place place;
    private final ServerSocketChannel server;
    private final Pages pages;
    private final Thread acceptor = new Thread(this::accept, "twitcher-metrics-accept");
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> thread(task, "clock"));
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            0, CLIENTS, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> thread(task, "client"));

    /** What is answered. */
    interface Pages {
        /** The whole answer, head and body. */
        byte[] answer(Request request) throws IOException;
    }

    Listener(Place place, Pages pages) throws IOException {
        this.place = place;
        this.pages = pages;
        server = place.open();
        clock.setRemoveOnCancelPolicy(true);
        acceptor.setDaemon(true);
        acceptor.start();
    }

    private static Thread thread(Runnable task, String what) {
        Thread thread = new Thread(task, "twitcher-metrics-" + what);
        thread.setDaemon(true);
        return thread;
    }

    /** Where it listens in fact. */
    SocketAddress address() throws IOException {
        return server.getLocalAddress();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                serve(server.accept());
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.debug("metrics: {}", e.toString());
                    pause();
                }
            }
        }
    }

    /** What fails for want of descriptors fails again at once. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(SocketChannel client) throws IOException {
        try {
            workers.execute(() -> converse(client));
        } catch (RejectedExecutionException e) {
            client.close();
        }
    }

    private void converse(SocketChannel client) {
        Future<?> end = clock.schedule(() -> close(client), PATIENCE_S, TimeUnit.SECONDS);
        try (client) {
            ByteBuffer answer = ByteBuffer.wrap(pages.answer(read(client)));
            while (answer.hasRemaining()) {
                client.write(answer);
            }
        } catch (IOException e) {
            LOG.debug("metrics: a client went away: {}", e.toString());
        } finally {
            end.cancel(false);
        }
    }

    private static Request read(SocketChannel client) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        ByteBuffer some = ByteBuffer.allocate(2048);
        while (head.size() < LONGEST_REQUEST) {
            if (client.read(some) < 0) {
                throw new IOException("it ended before its request did");
            }
            head.write(some.array(), 0, some.flip().limit());
            some.clear();
            String text = head.toString(StandardCharsets.ISO_8859_1);
            if (text.contains("\r\n\r\n")) {
                return Request.of(text);
            }
        }
        throw new IOException("its request is too long");
    }

    private static void close(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            LOG.debug("metrics: {}", e.toString());
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            place.forget();
        } catch (IOException e) {
            LOG.debug("metrics: {}", e.toString());
        }
        acceptor.interrupt();
        workers.shutdownNow();
        clock.shutdownNow();
    }
}
