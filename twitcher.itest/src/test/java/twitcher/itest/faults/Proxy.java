package twitcher.itest.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The network between the daemon and one server: a relay on 127.0.0.1 that delays, that holds back one way or both, and
 * that cuts. What is held back is not lost: as in a real network, it arrives once it can, unless the connection is gone.
 */
final class Proxy implements Closeable {
    /** Which way bytes go. */
    enum Way {
        TO_SERVER,
        TO_DAEMON
    }

    /** The session that a server granted last. */
    record Granted(long id, byte[] password) {}

    private final int serverPort;
    private final ServerSocket listening;

    /** All guarded by this. */
    private final Set<Socket> open = new HashSet<>();

    private final Set<Way> held = EnumSet.noneOf(Way.class);
    private long delayMillis;
    private boolean cut;
    private Optional<Granted> granted = Optional.empty();

    /** A relay to a server's port of 127.0.0.1. */
    Proxy(int serverPort) throws IOException {
        this.serverPort = serverPort;
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread("accept", this::accept);
    }

    String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    synchronized Optional<Granted> granted() {
        return granted;
    }

    /** Whether there is a connection. */
    synchronized boolean used() {
        return !open.isEmpty();
    }

    synchronized void hold(Set<Way> ways) {
        held.addAll(ways);
    }

    synchronized void delay(long millis) {
        delayMillis = millis;
    }

    /** Resets every connection, and each that is made from now on. */
    synchronized void cut() {
        cut = true;
        open.forEach(Proxy::reset);
        open.clear();
    }

    /** Lets everything pass at once. */
    synchronized void mend() {
        cut = false;
        delayMillis = 0;
        held.clear();
        notifyAll();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                connect(listening.accept());
            } catch (IOException e) {
                // closed, or the server is away: the client tries again
            }
        }
    }

    private void connect(Socket daemon) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            if (admit(daemon, server)) {
                thread("to server", () -> pump(daemon, server, Way.TO_SERVER));
                thread("to daemon", () -> pump(server, daemon, Way.TO_DAEMON));
            }
        } catch (IOException e) {
            reset(daemon);
            throw e;
        }
    }

    private synchronized boolean admit(Socket daemon, Socket server) {
        if (cut) {
            reset(daemon);
            reset(server);
            return false;
        }
        open.add(daemon);
        open.add(server);
        return true;
    }

    private void pump(Socket from, Socket to, Way way) {
        byte[] buffer = new byte[64 << 10];
        boolean first = true;
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
                if (first && way == Way.TO_DAEMON) {
                    granted(ByteBuffer.wrap(buffer, 0, length));
                }
                first = false;
                pass(way);
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // one side is gone, and so is the other
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        forget(from, to);
    }

    private synchronized void forget(Socket from, Socket to) {
        open.remove(from);
        open.remove(to);
    }

    private void pass(Way way) throws InterruptedException {
        long delay;
        synchronized (this) {
            while (held.contains(way)) {
                wait();
            }
            delay = delayMillis;
        }
        TimeUnit.MILLISECONDS.sleep(delay);
    }

    /** The answer to a connect: length, protocol, timeout, session, length of the password, password. */
    private synchronized void granted(ByteBuffer frame) {
        if (frame.remaining() >= 24) {
            frame.position(frame.position() + 12);
            long id = frame.getLong();
            byte[] password = new byte[Math.max(0, Math.min(frame.getInt(), frame.remaining()))];
            frame.get(password);
            if (id != 0) {
                granted = Optional.of(new Granted(id, password));
            }
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // gone already
        }
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, "proxy " + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        cut();
        mend();
    }
}
