package twitcher.zk;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.ZooKeeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client that is in use: it is replaced when the settings change, and made anew when the servers refuse its
 * credentials. What is watched outlives it. Any thread.
 */
final class Client {
    private static final Logger log = LoggerFactory.getLogger(Client.class);
    private static final Duration AUTH_RETRY = Duration.ofSeconds(15);
    private static final int CLOSE_MS = 1_800;

    private final WatchedNodes nodes;
    private final ConnectionStatus status;
    private final Timer timer;
    private volatile Optional<Session> session = Optional.empty();
    private Optional<String> refused = Optional.empty();
    private volatile boolean connectedBefore;
    private volatile boolean ended;

    Client(WatchedNodes nodes, ConnectionStatus status, Timer timer) {
        this.nodes = nodes;
        this.status = status;
        this.timer = timer;
    }

    /** Uses these settings from now on, unless it does already. */
    synchronized void use(ClientSettings settings) {
        if (session.filter(now -> now.settings().equals(settings)).isEmpty()) {
            open(settings);
        } else {
            refused = Optional.empty();
            status.accepted();
        }
    }

    /** Ends the client for good. May be called twice. */
    void end() {
        ended = true;
        close();
    }

    /** Uses nothing until told what; after two seconds at the latest the old client is left to end by itself. */
    synchronized void close() {
        Optional<Session> old = session;
        session = Optional.empty();
        nodes.disconnected();
        old.ifPresent(Client::closeInTime);
    }

    /** For single operations; empty while there is no connection. */
    Optional<CuratorFramework> connected() {
        return status.isConnected() ? session.map(Session::curator) : Optional.empty();
    }

    private synchronized void open(ClientSettings settings) {
        if (ended) {
            return;
        }
        Heard heard = new Heard(settings);
        Session next;
        try {
            next = new Session(settings, heard, TimerThread.named("client"));
        } catch (IllegalArgumentException e) {
            refuse(settings.servers().toString(), settings.source() + ": " + e.getMessage());
            return;
        }
        close();
        refused = Optional.empty();
        status.connecting(settings.servers().toString(), Optional.empty());
        nodes.limit(settings.limits());
        session = Optional.of(next);
        heard.begin(next);
    }

    /** Settings cannot be used, for the reason given: the client stays as it is, and so the nodes are still watched. */
    synchronized void refuse(String servers, String why) {
        if (!refused.equals(Optional.of(why))) {
            refused = Optional.of(why);
            if (session.isEmpty()) {
                status.connecting(servers, Optional.empty());
            }
            status.refused(why);
        }
    }

    private static void closeInTime(Session session) {
        CountDownLatch closed = new CountDownLatch(1);
        Runnable close = () -> {
            session.close();
            closed.countDown();
        };
        TimerThread.named("close").newThread(close).start();
        try {
            if (!closed.await(CLOSE_MS, TimeUnit.MILLISECONDS)) {
                log.warn(
                        "zookeeper {}: the client takes long to close",
                        session.settings().servers());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Passes on what one session's client says, as long as that session is the current one. */
    private final class Heard implements Session.Events {
        private final Diagnosis diagnosis;
        private Session of;
        private Optional<ZooKeeper> handle = Optional.empty();
        private Optional<ZooKeeperWire> wire = Optional.empty();

        Heard(ClientSettings settings) {
            diagnosis = new Diagnosis(settings, () -> current() && !status.isConnected(), status::explained, timer);
        }

        void begin(Session session) {
            of = session;
            of.start();
            diagnosis.begin();
        }

        @Override
        public void connected(ZooKeeper client) {
            if (current()) {
                boolean newSession = handle.filter(client::equals).isEmpty();
                if (newSession) {
                    handle = Optional.of(client);
                    wire = Optional.of(new ZooKeeperWire(client, nodes::fired));
                }
                wire.ifPresent(this::begin);
                String id = Long.toHexString(client.getSessionId());
                status.connected("session 0x" + id + ", timeout " + client.getSessionTimeout() + " ms", newSession);
                connectedBefore = true;
            }
        }

        private void begin(ZooKeeperWire to) {
            to.connected();
            nodes.connected(to, connectedBefore);
        }

        @Override
        public void disconnected() {
            if (current()) {
                nodes.disconnected();
                status.suspended();
                diagnosis.begin();
            }
        }

        @Override
        public void expired() {
            if (current()) {
                nodes.disconnected();
                status.expired();
                diagnosis.begin();
            }
        }

        @Override
        public void authFailed() {
            if (current()) {
                nodes.disconnected();
                status.authFailed();
                timer.after(AUTH_RETRY, this::again);
            }
        }

        private void again() {
            if (current()) {
                open(of.settings());
            }
        }

        private boolean current() {
            return session.filter(now -> now == of).isPresent();
        }
    }
}
