package bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A ZooKeeper server in a JVM of its own, on a free port of 127.0.0.1. */
final class Server implements AutoCloseable {
    private final Path folder;
    private final int port;
    private Process process;

    private Server(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static Server start(Path folder) throws IOException, InterruptedException {
        Server server = new Server(folder, freePort());
        server.startAgain();
        return server;
    }

    /** Ends it by SIGKILL. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it with the data that it has; returns when it serves. */
    void startAgain() throws IOException, InterruptedException {
        Path config = folder.resolve("zoo.cfg");
        Files.writeString(config, """
                dataDir=%s
                clientPort=%d
                clientPortAddress=127.0.0.1
                maxClientCnxns=0
                admin.enableServer=false
                forceSync=no
                4lw.commands.whitelist=*
                """.formatted(folder.resolve("zookeeper"), port));
        process = new ProcessBuilder(
                        Java.command(),
                        "-Xmx1g",
                        "-Dzookeeper.jmx.log4j.disable=true",
                        "-Dzookeeper.forceSync=no",
                        "-cp",
                        Java.classPath(),
                        "org.apache.zookeeper.server.ZooKeeperServerMain",
                        config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("zookeeper.log").toFile())
                .start();
        awaitServing();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitServing() throws IOException, InterruptedException {
        long deadline = Bench.deadline();
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (ask("ruok").equals("imok")) {
                return;
            }
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
        throw new IOException("the ZooKeeper server does not start");
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** The answer to a four-letter word; empty if there is none. */
    String ask(String word) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(1_000); // a server that is just starting may accept and never answer
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }

    /** How many requests it has received since it started. */
    long packets() {
        return ask("mntr")
                .lines()
                .filter(line -> line.startsWith("zk_packets_received"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('\t') + 1)))
                .findFirst()
                .orElse(0);
    }

    /** Waits until it has received so many requests since it started. */
    void awaitPackets(long count) throws InterruptedException {
        long deadline = Bench.deadline();
        while (packets() < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + packets() + " of " + count + " requests in time");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** How many watches its clients have set. */
    int watches() {
        return ask("wchs")
                .lines()
                .filter(line -> line.startsWith("Total watches:"))
                .mapToInt(line -> Integer.parseInt(
                        line.substring("Total watches:".length()).trim()))
                .findFirst()
                .orElse(0);
    }

    /** Waits until there are {@code count} watches, and says when that was. */
    long awaitWatches(int count) throws InterruptedException {
        long deadline = Bench.deadline();
        while (watches() < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + watches() + " of " + count + " watches in time");
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return System.nanoTime();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
