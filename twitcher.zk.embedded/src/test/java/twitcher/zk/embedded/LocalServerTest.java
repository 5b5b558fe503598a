package twitcher.zk.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("try") // ZooKeeper.close may be interrupted
class LocalServerTest {
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @Test
    void dataSurvivesARestart() throws Exception {
        try (LocalServer server = LocalServer.start(directory, 0, why -> {});
                ZooKeeper client = connected(server)) {
            client.create("/a", HELLO, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        }
        try (LocalServer server = LocalServer.start(directory, 0, why -> {});
                ZooKeeper client = connected(server)) {
            assertThat(client.getData("/a", false, null)).isEqualTo(HELLO);
        }
    }

    @Test
    void aFreePortIsTakenIfTheWishedOneIsNotFree() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
                LocalServer server = LocalServer.start(directory, other.getLocalPort(), why -> {});
                ZooKeeper client = connected(server)) {
            assertThat(server.address()).startsWith("127.0.0.1:").doesNotEndWith(":" + other.getLocalPort());
            assertThat(client.exists("/", false)).isNotNull();
        }
    }

    /** By the kernel's table: which addresses its port is open on. */
    @Test
    void nobodyElseOnTheNetworkCanReachIt() throws Exception {
        try (LocalServer server = LocalServer.start(directory, 0, why -> {})) {
            int port = Integer.parseInt(server.address().substring("127.0.0.1:".length()));
            String ending = String.format(":%04X", port);
            List<String> addresses = Stream.of("tcp", "tcp6")
                    .flatMap(table -> lines(Path.of("/proc/net", table)))
                    .map(line -> line.trim().split("\\s+"))
                    .filter(fields -> fields[1].endsWith(ending) && fields[3].equals("0A"))
                    .map(fields -> fields[1].substring(0, fields[1].length() - ending.length()))
                    .toList();
            assertThat(addresses)
                    .containsAnyOf("0100007F", "0000000000000000FFFF00000100007F")
                    .hasSize(1);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void watchesCanBeListed() throws Exception {
        try (LocalServer server = LocalServer.start(directory, 0, why -> {});
                ZooKeeper client = connected(server)) {
            client.exists("/watched", true);
            assertThat(fourLetters(server, "wchp")).contains("/watched");
        }
    }

    @Test
    void closingTwiceLeavesNoThreadBehind() throws Exception {
        LocalServer server = LocalServer.start(directory, 0, why -> {});
        connected(server).close();
        server.close();
        server.close();
        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void littleIsWritten() throws Exception {
        LocalServer.start(directory, 0, why -> {}).close();
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)
                            .mapToLong(file -> file.toFile().length())
                            .sum())
                    .isLessThan(3_000_000);
        }
    }

    private static Stream<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.matches("(NIO|Sync|ProcessThread|Session|Request|Purge|Connn|twitcher).*"));
    }

    private static ZooKeeper connected(LocalServer server) throws IOException, InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client = new ZooKeeper(server.address(), 5_000, event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        assertThat(connected.await(20, TimeUnit.SECONDS)).isTrue();
        return client;
    }

    private static String fourLetters(LocalServer server, String command) throws IOException {
        int port = Integer.parseInt(server.address().substring("127.0.0.1:".length()));
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
