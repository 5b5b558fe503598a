package twitcher.zk;

import java.io.Closeable;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.utils.ZookeeperFactory;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.common.ZKConfig;

/**
 * A Curator client with one set of settings, from its start until it is closed. Curator makes a new ZooKeeper handle
 * whenever a session is lost, also when the servers are away for longer than a session lasts; each handle is told to
 * the {@link Events} on its own event thread, which is the only thread that delivers states.
 */
final class Session implements Closeable {
    private static final int CLOSE_MS = 1_500;

    /** What becomes of the connection; called on the client's event threads, one after the other. */
    interface Events {
        void connected(ZooKeeper client);

        void disconnected();

        void expired();

        void authFailed();
    }

    private final ClientSettings settings;
    private final Events events;
    private final CuratorFramework curator;
    private final Optional<String> login;
    private volatile boolean closed;

    /**
     * Makes a client that is not started yet.
     *
     * @throws IllegalArgumentException in words for the operator, if a file with a secret cannot be used
     */
    Session(ClientSettings settings, Events events, ThreadFactory threads) {
        this.settings = settings;
        this.events = events;
        Optional<byte[]> digest = settings.digestFile().map(file -> file.read().getBytes(StandardCharsets.UTF_8));
        ZKClientConfig config = config(settings);
        login = settings.sasl().map(Sasl::login).map(LoginSections::add);
        login.ifPresent(section -> {
            config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "true");
            config.setProperty(ZKClientConfig.LOGIN_CONTEXT_NAME_KEY, section);
        });
        CuratorFrameworkFactory.Builder builder = CuratorFrameworkFactory.builder()
                .connectString(settings.servers().toString())
                .sessionTimeoutMs(settings.sessionTimeoutMs())
                .connectionTimeoutMs(settings.sessionTimeoutMs())
                .retryPolicy((count, elapsedMs, sleeper) -> false)
                .zookeeperFactory(handles(config))
                .threadFactory(threads)
                .runSafeService(Runnable::run)
                .ensembleTracker(false)
                .dontUseContainerParents()
                .maxCloseWaitMs(CLOSE_MS)
                .waitForShutdownTimeoutMs(CLOSE_MS);
        digest.ifPresent(account -> builder.authorization("digest", account));
        curator = builder.build();
    }

    /** Starts connecting, and goes on until closed. Returns at once. */
    void start() {
        curator.start();
    }

    ClientSettings settings() {
        return settings;
    }

    /** For single operations. */
    CuratorFramework curator() {
        return curator;
    }

    /** Ends the session on the server and all threads; when it returns no event is under way any more. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            curator.close();
            login.ifPresent(LoginSections::remove);
        }
    }

    private static ZKClientConfig config(ClientSettings settings) {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(
                ZKConfig.JUTE_MAXBUFFER, Integer.toString(settings.limits().replyBytes()));
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        settings.sasl().ifPresent(sasl -> sasl.configure(config));
        settings.tls().ifPresent(tls -> tls.configure(config));
        return config;
    }

    private ZookeeperFactory handles(ZKClientConfig config) {
        return (servers, timeoutMs, curators, readOnly) -> {
            CompletableFuture<ZooKeeper> made = new CompletableFuture<>();
            Watcher both = event -> {
                heard(made.join(), event);
                curators.process(event);
            };
            made.complete(handle(() -> new ZooKeeper(servers, timeoutMs, both, readOnly, config)));
            return made.join();
        };
    }

    /** The threads of a handle log in, and find what they need for that by the context that its maker had. */
    private static ZooKeeper handle(Callable<ZooKeeper> maker) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new LoginSections.Modules());
        try {
            return maker.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void heard(ZooKeeper client, WatchedEvent event) {
        if (closed || event.getType() != Watcher.Event.EventType.None) {
            return;
        }
        if (event.getState() == null) { // as the client has it if its login fails before it asks the server
            events.authFailed();
            return;
        }
        switch (event.getState()) {
            case SyncConnected -> events.connected(client);
            case Disconnected -> events.disconnected();
            case Expired -> events.expired();
            case AuthFailed -> events.authFailed();
            default -> {}
        }
    }
}
