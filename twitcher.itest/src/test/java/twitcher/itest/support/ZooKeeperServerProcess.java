package twitcher.itest.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.TerminalFailureException;

/** A real ZooKeeper server in a JVM of its own, on a free port of 127.0.0.1; it can be killed and started again. */
public final class ZooKeeperServerProcess implements AutoCloseable {
    private final Path folder;
    private int port;
    private Process process;

    private ZooKeeperServerProcess(Path folder) {
        this.folder = folder;
    }

    /** A server that serves, with its data in {@code folder}. */
    public static ZooKeeperServerProcess start(Path folder) throws IOException {
        ZooKeeperServerProcess server = new ZooKeeperServerProcess(folder);
        for (int attempt = 1; true; attempt++) {
            server.port = freePort();
            try {
                server.start();
                return server;
            } catch (TerminalFailureException e) {
                if (attempt == 5) {
                    throw e;
                } // else somebody took the port in between
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Starts it, if it was killed, on the same port and data; returns when it serves. */
    public void start() throws IOException {
        Path config = Files.writeString(folder.resolve("zoo.cfg"), """
                dataDir=%s
                clientPort=%d
                clientPortAddress=127.0.0.1
                admin.enableServer=false
                maxClientCnxns=0
                4lw.commands.whitelist=*
                """.formatted(folder.resolve("data"), port));
        process = new ProcessBuilder(command(config))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()))
                .start();
        Awaitility.await("the ZooKeeper server serves")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .failFast("the server ended: see " + folder.resolve("server.log"), () -> !process.isAlive())
                .until(() -> ask("conf").contains("dataDir=" + folder)); // it, and not another that took its port
    }

    private static List<String> command(Path config) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dzookeeper.forceSync=no",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "org.apache.zookeeper.server.ZooKeeperServerMain",
                config.toString());
    }

    /** Where it is, as a connect string. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** What it answers to a four-letter word; empty if it does not. */
    public String ask(String word) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000); // a server that is just starting may accept and never answer
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }

    /** The paths that its clients watch, by the server's own account. */
    public List<String> watchedPaths() {
        return ask("wchp").lines().filter(line -> line.startsWith("/")).toList();
    }

    /** Ends it at once, as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
