package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Node;
import twitcher.api.node.Connection;
import twitcher.zk.server.ZooKeeperProcess;

/** A name that resolves to another address after a while: what watches is a JVM of its own, with names of its own. */
@Timeout(180)
class MovedServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String NAME = "zookeeper.moves.test";

    @TempDir
    Path directory;

    private ZooKeeperProcess first;
    private ZooKeeperProcess second;
    private Process watcher;

    @AfterEach
    void stop() {
        watcher.destroyForcibly();
        first.close();
        second.close();
    }

    @Test
    void serversThatMovedAreFoundByTheirName() throws Exception {
        first = new ZooKeeperProcess(directory.resolve("first")).start();
        String port = first.connectString().substring(first.connectString().indexOf(':') + 1);
        second = new ZooKeeperProcess(directory.resolve("second"))
                .with("clientPortAddress", "127.0.0.2")
                .with("clientPort", port)
                .launch();
        create(first.connectString(), "here");
        create("127.0.0.2:" + port, "there");
        resolvesTo("127.0.0.1");
        watcher = watcher(NAME + ":" + port);
        awaitOutput("here");

        resolvesTo("127.0.0.2");
        first.kill();
        awaitOutput("there");
    }

    private static void create(String servers, String text) throws Exception {
        try (Writer writer = new Writer(servers)) {
            writer.create("/where", text);
        }
    }

    private void resolvesTo(String address) throws IOException {
        Files.writeString(directory.resolve("hosts.new"), address + " " + NAME + "\n");
        Files.move(
                directory.resolve("hosts.new"),
                directory.resolve("hosts"),
                java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private Process watcher(String servers) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djdk.net.hosts.file=" + directory.resolve("hosts"),
                "-Dsun.net.inetaddr.ttl=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                MovedServerTest.class.getName(),
                servers);
        return new ProcessBuilder(command)
                .redirectOutput(directory.resolve("output").toFile())
                .redirectError(directory.resolve("errors").toFile())
                .start();
    }

    private void awaitOutput(String last) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Files.readAllLines(directory.resolve("output")))
                        .as("it runs: %s; it says: %s", watcher.isAlive(), said())
                        .isNotEmpty()
                        .last()
                        .isEqualTo(last));
    }

    private String said() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("errors"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    /** Prints what {@code /where} is, until killed. */
    public static void main(String[] arguments) throws InterruptedException {
        Source source = Source.of(arguments[0], "sessionTimeoutMs", "4000");
        source.subscribe(Node.data("/where"), new Heard() {
            @Override
            public void observed(twitcher.api.Change change) {
                System.out.println(change.payload().text());
                Connection connection = source.connection();
                System.err.println(connection);
            }
        });
        new CountDownLatch(1).await();
    }
}
