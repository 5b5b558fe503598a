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
record Server(Process process, int port) implements AutoCloseable {
    static Server start(Path folder) throws IOException, InterruptedException {
        int port = freePort();
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
        Process process = new ProcessBuilder(
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
        Server server = new Server(process, port);
        server.awaitServing();
        return server;
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
                throw new IllegalStateException("only " + watches() + " of " + count + " watches after 120 s");
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
