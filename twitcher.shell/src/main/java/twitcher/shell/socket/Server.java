package twitcher.shell.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the bytes of all clients on one thread, {@code twitcher-shell-socket}. A client that is silent, reads slowly,
 * talks nonsense or vanishes costs a connection for a while and nothing else.
 */
final class Server implements AutoCloseable {
    /** Clients at a time. */
    static final int MAX_CLIENTS = 32;

    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final long TICK_MILLIS = 1_000;
    private static final long GRACE_NANOS = 300_000_000L;
    private static final long FAREWELL_NANOS = 500_000_000L;
    private static final String STOPPING =
            "the shell stopped while the command was running: it may still be carried out";

    private final ServerSocketChannel listener;
    private final Selector selector;
    private final SelectionKey accepting;
    private final Peers peers;
    private final Client.Starter starter;
    private final Frame greeting;
    private final List<Client> clients = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);
    private final Thread thread = new Thread(this::serve, "twitcher-shell-socket");
    private volatile boolean stopping;

    /**
     * Serves {@code listener}, which it owns from now on.
     *
     * @param greeting the answer to every greeting
     */
    Server(ServerSocketChannel listener, Peers peers, Client.Starter starter, Frame greeting) throws IOException {
        this.listener = listener;
        this.peers = peers;
        this.starter = starter;
        this.greeting = greeting;
        this.selector = Selector.open();
        listener.configureBlocking(false);
        this.accepting = listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends all connections; commands get a moment to finish, and are then left to themselves. Waits for that. */
    @Override
    public void close() {
        stopping = true;
        selector.wakeup();
        try {
            thread.join(2 * (GRACE_NANOS + FAREWELL_NANOS) / 1_000_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        try (selector;
                listener) {
            while (!stopping) {
                turn(clients.isEmpty() && accepting.interestOps() != 0 ? 0 : TICK_MILLIS);
            }
            listener.close();
            farewell();
        } catch (IOException e) {
            LOG.error("admin socket: cannot go on: {}; restart the bundle twitcher.shell", e.toString());
        }
    }

    private void turn(long timeoutMillis) throws IOException {
        selector.select(timeoutMillis);
        long now = System.nanoTime();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid() && key.isReadable()) {
                guarded((Client) key.attachment(), client -> client.read(buffer, now));
            } else if (key.isValid() && key.isAcceptable()) {
                accept();
            }
        }
        selector.selectedKeys().clear();
        clients.forEach(one -> guarded(one, client -> tend(client, now)));
        clients.removeIf(Client::closed);
    }

    private void tend(Client client, long now) throws IOException {
        if (!client.closed()) {
            client.flush(now);
        }
        if (client.expired(now)) {
            client.close();
        }
        if (listener.isOpen()) {
            accepting.interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private void accept() {
        try {
            Optional<SocketChannel> channel = Optional.ofNullable(listener.accept());
            if (channel.isPresent()) {
                welcome(channel.get());
            }
        } catch (IOException e) {
            LOG.warn("admin socket: cannot take a connection: {}; trying again in a second", e.toString());
            accepting.interestOps(0);
        }
    }

    private void welcome(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        Client.Line line = new Client.Line(key, new Outbox(selector::wakeup));
        Client client = new Client(line, Peers.user(channel).getName(), starter, greeting);
        key.attach(client);
        Optional<String> refusal = peers.refusal(channel);
        if (refusal.isPresent()) {
            LOG.warn("admin socket: {}", refusal.get());
            client.refuse(refusal.get());
        } else if (clients.size() >= MAX_CLIENTS) {
            client.refuse("there are " + MAX_CLIENTS + " connections already: end some of them");
        }
        clients.add(client);
    }

    /** Something done for a client, which may find that it is gone. */
    private interface Deed {
        void on(Client client) throws IOException;
    }

    private static void guarded(Client client, Deed deed) {
        try {
            deed.on(client);
        } catch (IOException e) {
            LOG.debug("admin socket: client lost: {}", e.toString());
            try {
                client.close();
            } catch (IOException again) {
                LOG.debug("admin socket: {}", again.toString());
            }
        }
    }

    private void farewell() throws IOException {
        turnWhile(() -> clients.stream().anyMatch(Client::running), GRACE_NANOS);
        clients.stream().filter(Client::running).forEach(client -> client.refuse(STOPPING));
        turnWhile(() -> !clients.stream().allMatch(Client::sent), FAREWELL_NANOS);
        for (Client client : clients) {
            client.abandon();
        }
    }

    private void turnWhile(BooleanSupplier busy, long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        while (busy.getAsBoolean() && System.nanoTime() < end) {
            turn(50);
        }
    }
}
