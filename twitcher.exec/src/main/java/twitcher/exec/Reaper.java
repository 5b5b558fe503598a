package twitcher.exec;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the end of all processes on one thread: epoll(7) on their pidfds. Each is waited for by its own number, so
 * the children of others in this JVM are never taken from them.
 */
final class Reaper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);
    private static final int MOST_EVENTS = 64;
    private static final int DATA_OFFSET = Platform.isIntel() ? 4 : 8;
    private static final int EVENT_BYTES = DATA_OFFSET + 8;
    private static final long WAKE = -1;
    private static final long POLL_MILLIS = 50;

    private final ScheduledExecutorService timer;
    private final int epoll;
    private final int wake;
    private final Map<Long, NativeChild> children = new ConcurrentHashMap<>();
    private final Thread thread = Threads.daemon("twitcher-exec-reaper", this::work);
    private volatile boolean closed;

    /** A reaper that falls back to looking now and then, on {@code timer}, when descriptors are short. */
    Reaper(ScheduledExecutorService timer) {
        this.timer = timer;
        epoll = Libc.epoll_create1(Libc.EPOLL_CLOEXEC);
        wake = Libc.eventfd(0, Libc.EFD_CLOEXEC);
        if (epoll < 0 || wake < 0 || Libc.epoll_ctl(epoll, Libc.EPOLL_CTL_ADD, wake, event(WAKE)) != 0) {
            throw new IllegalStateException("processes cannot be watched: " + Libc.lastError());
        }
        thread.start();
    }

    /** Watches {@code child} until its end. */
    void watch(NativeChild child) {
        children.put(child.pid(), child);
        int pidfd = child.pidfd();
        if (pidfd < 0 || Libc.epoll_ctl(epoll, Libc.EPOLL_CTL_ADD, pidfd, event(child.pid())) != 0) {
            LOG.debug("pid {} is looked at now and then: {}", child.pid(), Libc.lastError());
            look(child);
        }
    }

    private void look(NativeChild child) {
        if (!closed && !collect(child)) {
            try {
                timer.schedule(() -> look(child), POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("pid {} is no longer watched", child.pid());
            }
        }
    }

    private void work() {
        try (Block events = Block.ofZeros(MOST_EVENTS * EVENT_BYTES)) {
            while (!closed) {
                int count = Libc.epoll_wait(epoll, events.address(), MOST_EVENTS, -1);
                if (count < 0 && Native.getLastError() != Libc.EINTR) {
                    LOG.error("processes are no longer watched: {}", Libc.lastError());
                    return;
                }
                for (int i = 0; i < count && !closed; i++) {
                    ended(events.longAt(i * EVENT_BYTES + DATA_OFFSET));
                }
            }
        } finally {
            release();
        }
    }

    private void ended(long pid) {
        NativeChild child = children.get(pid);
        if (child != null) {
            look(child);
        }
    }

    private boolean collect(NativeChild child) {
        boolean over = true;
        try {
            over = child.collect();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("pid {}: what follows its end went wrong", child.pid(), e);
        }
        if (over) {
            children.remove(child.pid(), child);
        }
        return over;
    }

    private static byte[] event(long data) {
        return ByteBuffer.allocate(EVENT_BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(0, Libc.EPOLLIN | Libc.EPOLLONESHOT)
                .putLong(DATA_OFFSET, data)
                .array();
    }

    private void release() {
        synchronized (this) {
            closed = true;
        }
        children.values().forEach(NativeChild::release);
        Libc.close(epoll);
        Libc.close(wake);
    }

    /** Waits for the thread to end, unless called on it. */
    @Override
    public void close() {
        synchronized (this) {
            if (!closed) {
                closed = true;
                byte[] one = {1, 1, 1, 1, 1, 1, 1, 1};
                Libc.write(wake, one, one.length);
            }
        }
        Threads.awaitEnd(thread);
    }
}
