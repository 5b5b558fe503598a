package twitcher.zk.embedded;

import java.io.File;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.zookeeper.server.DatadirCleanupManager;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.zookeeper.server.persistence.FileTxnSnapLog;
import org.apache.zookeeper.util.ServiceUtils;

/** A ZooKeeper server in this process, on the loopback address; small, without JMX and without an HTTP port. */
final class LocalServer implements AutoCloseable {
    private static final int TICK_MS = 1_000;
    private static final int SNAPSHOTS_KEPT = 3;
    private static final int PURGE_HOURS = 1;
    private static final int ANY_PORT = 0;
    private static final int ANY_NUMBER_OF_CLIENTS = 0;

    /** What ZooKeeper's server takes from system properties only; its classes read them when they are loaded. */
    private static final Map<String, String> PROPERTIES = Map.of(
            "zookeeper.4lw.commands.whitelist", "ruok,srvr,stat,mntr,cons,wchs,wchp,wchc,isro",
            "zookeeper.admin.enableServer", "false",
            "zookeeper.forceSync", "no",
            "zookeeper.preAllocSize", "1024",
            "zookeeper.snapCount", "20000",
            "zookeeper.nio.numSelectorThreads", "1",
            "zookeeper.nio.numWorkerThreads", "1",
            "zookeeper.nio.shutdownTimeout", "500",
            "zookeeper.request_throttler.shutdownTimeout", "500");

    private final FileTxnSnapLog storage;
    private final NIOServerCnxnFactory connections;
    private final DatadirCleanupManager cleaner;

    private LocalServer(FileTxnSnapLog storage, NIOServerCnxnFactory connections, DatadirCleanupManager cleaner) {
        this.storage = storage;
        this.connections = connections;
        this.cleaner = cleaner;
    }

    /**
     * Starts it; returns when it serves.
     *
     * @param data made if missing
     * @param port wished for; another is taken if it is not free
     * @param failed told if the server stops working by itself
     */
    static LocalServer start(Path data, int port, Consumer<String> failed) throws IOException, InterruptedException {
        PROPERTIES.forEach((key, value) -> System.getProperties().putIfAbsent(key, value));
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        ServiceUtils.setSystemExitProcedure(code -> failed.accept("it wanted to end the process with code " + code));
        Files.createDirectories(data);
        File directory = data.toFile();
        NIOServerCnxnFactory connections = bound(port);
        Thread.setDefaultUncaughtExceptionHandler(handler); // which that class makes its own
        FileTxnSnapLog storage = new FileTxnSnapLog(directory, directory);
        DatadirCleanupManager cleaner = new DatadirCleanupManager(directory, directory, SNAPSHOTS_KEPT, PURGE_HOURS);
        LocalServer server = new LocalServer(storage, connections, cleaner);
        try {
            connections.startup(new Server(storage, failed));
            cleaner.start();
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** {@code 127.0.0.1:port}. */
    String address() {
        return "127.0.0.1:" + connections.getLocalPort();
    }

    /** Stops it; its data stays. May be called twice. */
    @Override
    public void close() {
        cleaner.shutdown();
        connections.shutdown();
        try {
            storage.close();
        } catch (IOException e) {
            throw new IllegalStateException("the transaction log cannot be closed", e);
        }
    }

    private static NIOServerCnxnFactory bound(int port) throws IOException {
        NIOServerCnxnFactory connections = new NIOServerCnxnFactory();
        try {
            connections.configure(address(port), ANY_NUMBER_OF_CLIENTS);
            return connections;
        } catch (BindException taken) {
            NIOServerCnxnFactory elsewhere = new NIOServerCnxnFactory();
            elsewhere.configure(address(ANY_PORT), ANY_NUMBER_OF_CLIENTS);
            return elsewhere;
        }
    }

    private static InetSocketAddress address(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    /** Says when it fails, and stays out of JMX, which would cost memory and time. */
    private static final class Server extends ZooKeeperServer {
        private final Consumer<String> failed;

        Server(FileTxnSnapLog storage, Consumer<String> failed) {
            super(storage, TICK_MS, "");
            this.failed = failed;
        }

        @Override
        protected void registerJMX() {}

        @Override
        protected void unregisterJMX() {}

        @Override
        protected void setState(State state) {
            super.setState(state);
            if (state == State.ERROR) {
                failed.accept("its transaction log cannot be written");
            }
        }
    }
}
