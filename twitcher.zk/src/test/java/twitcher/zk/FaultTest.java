package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static twitcher.zk.Source.PATIENCE;
import static twitcher.zk.Source.awaitLast;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Node;
import twitcher.api.node.Connection.State;
import twitcher.api.node.Subscription;
import twitcher.zk.server.ZooKeeperProcess;

/** Against a server of its own that comes and goes. */
@Timeout(180)
class FaultTest {
    private ZooKeeperProcess server;
    private Source source = new Source();

    @BeforeEach
    void prepare(@TempDir Path directory) {
        server = new ZooKeeperProcess(directory);
    }

    @AfterEach
    void close() {
        source.close();
        server.close();
    }

    @Test
    void aServerThatComesLaterIsFound() throws Exception {
        Heard heard = source.listen(Node.data("/a"));
        source.use(server.connectString());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(source.connection().detail())
                        .contains(server.connectString() + ": Connection refused"));
        assertThat(source.connection().state()).isEqualTo(State.CONNECTING);
        assertThat(source.connection().unread()).isEqualTo(1);

        server.start();
        awaitLast(heard, "missing");
        assertThat(source.connection().state()).isEqualTo(State.CONNECTED);
    }

    @Test
    void aKilledServerLosesNoLastState() throws Exception {
        server.start();
        try (Writer writer = new Writer(server.connectString())) {
            writer.createMany("/n", 50);
            writer.create("/deleted", "");
            source.use(server.connectString());
            List<Heard> all = IntStream.range(0, 50)
                    .mapToObj(i -> source.listen(Node.data("/n" + i)))
                    .toList();
            Heard deleted = source.listen(Node.data("/deleted"));
            Heard children = source.listen(Node.children("/"));
            await().atMost(PATIENCE).until(() -> source.connection().unread() == 0 && !deleted.words.isEmpty());
            writer.set("/n1", "before");
            server.kill();
            await().atMost(PATIENCE).until(() -> source.connection().state() != State.CONNECTED);
            server.start();
            writer.set("/n2", "after");
            writer.delete("/deleted");
            writer.create("/new", "");

            awaitLast(all.get(1), "before");
            awaitLast(all.get(2), "after");
            awaitLast(deleted, "missing");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(children.last()).contains("new"));
            assertThat(all.get(3).words).as("unchanged is no news").containsExactly("");
        }
    }

    @Test
    void whatHappensWhileDisconnectedIsSeenAlsoWithTheSameVersion() throws Exception {
        server.start();
        try (Writer writer = new Writer(server.connectString())) {
            writer.create("/again", "one");
            writer.create("/gone", "one");
            source.use(server.connectString());
            Heard again = source.listen(Node.data("/again"));
            Heard gone = source.listen(Node.data("/gone"));
            Heard later = source.listen(Node.data("/later"));
            awaitLast(again, "one");
            awaitLast(later, "missing");
            source.client.close();
            writer.delete("/again");
            writer.create("/again", "two");
            writer.delete("/gone");
            writer.create("/later", "now");
            source.use(server.connectString());

            awaitLast(again, "two");
            awaitLast(gone, "missing");
            awaitLast(later, "now");
        }
    }

    @Test
    void aLostSessionLosesNoLastStateAndNoWatch() throws Exception {
        server.start();
        try (Writer writer = new Writer(server.connectString())) {
            writer.createMany("/n", 20);
            source.use(server.connectString());
            List<Heard> all = IntStream.range(0, 20)
                    .mapToObj(i -> source.listen(Node.data("/n" + i)))
                    .toList();
            await().atMost(PATIENCE).until(() -> all.stream().noneMatch(one -> one.words.isEmpty()));
            expire();
            for (int i = 0; i < 20; i++) {
                writer.set("/n" + i, "after");
            }
            for (Heard heard : all) {
                awaitLast(heard, "after");
            }
            writer.set("/n3", "and again");
            awaitLast(all.get(3), "and again");
        }
    }

    @Test
    void aSilentServerIsLeftAndFoundAgain() throws Exception {
        server.start();
        source.use(server.connectString(), "sessionTimeoutMs", "1500");
        Heard heard = source.listen(Node.data("/a"));
        awaitLast(heard, "missing");
        server.pause();
        await().atMost(PATIENCE).until(() -> source.connection().state() == State.EXPIRED);
        server.proceed();
        try (Writer writer = new Writer(server.connectString())) {
            writer.create("/a", "now");
            awaitLast(heard, "now");
        }
    }

    @Test
    void aServerThatAcceptsAndNeverAnswersIsPassedOver() throws Exception {
        server.start();
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String servers = "127.0.0.1:" + silent.getLocalPort() + "," + server.connectString();
            for (int i = 0; i < 3; i++) {
                source.use(servers, "sessionTimeoutMs", Integer.toString(3_000 + i));
                Heard heard = source.listen(Node.data("/a"));
                awaitLast(heard, "missing");
            }
        }
    }

    @Test
    void aNameThatDoesNotResolveIsPassedOver() {
        server.start();
        source.use("no-such-host.invalid," + server.connectString());
        awaitLast(source.listen(Node.data("/a")), "missing");
    }

    @Test
    void aNameThatDoesNotResolveIsTold() {
        source.use("no-such-host.invalid");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(source.connection().detail()).contains("no-such-host.invalid:2181: no such host"));
    }

    @Test
    void aWatchGivenUpWhileDisconnectedIsNotSetAgain() throws Exception {
        server.start();
        source.use(server.connectString(), "sessionTimeoutMs", "20000");
        Heard heard = new Heard();
        Subscription one = source.subscribe(Node.data("/one"), heard);
        Subscription two = source.subscribe(Node.children("/"), heard);
        source.listen(Node.data("/kept"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.fourLetters("wchp")).contains("/one", "/kept"));
        server.kill();
        await().atMost(PATIENCE).until(() -> source.connection().state() == State.SUSPENDED);
        one.close();
        two.close();
        server.start();
        source.awaitConnected();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.fourLetters("wchp"))
                        .contains("/kept")
                        .doesNotContain("/one")
                        .doesNotContain("\n/\n"));
    }

    @Test
    void otherServersAreUsedAsSoonAsTheyAreConfigured(@TempDir Path other) throws Exception {
        server.start();
        source.use(server.connectString());
        Heard heard = source.listen(Node.data("/where"));
        awaitLast(heard, "missing");
        try (ZooKeeperProcess second = ZooKeeperProcess.started(other);
                Writer writer = new Writer(second.connectString())) {
            writer.create("/chroot", "");
            writer.create("/chroot/where", "on the second");
            source.use(second.connectString() + "/chroot");
            awaitLast(heard, "on the second");
            writer.set("/chroot/where", "set there");
            awaitLast(heard, "set there");
            assertThat(source.connection().servers()).isEqualTo(second.connectString() + "/chroot");
        }
    }

    @Test
    void aRebuiltServerWithSmallerZxidsIsReadAnew(@TempDir Path other) throws Exception {
        server.start();
        try (Writer writer = new Writer(server.connectString())) {
            writer.createMany("/filler", 200);
            writer.create("/a", "old");
        }
        source.use(server.connectString(), "sessionTimeoutMs", "2000");
        Heard heard = source.listen(Node.data("/a"));
        awaitLast(heard, "old");
        server.kill();
        String dataDir = other.resolve("data").toString();
        server.with("dataDir", dataDir).start();
        try (Writer writer = new Writer(server.connectString())) {
            writer.create("/a", "new");
            awaitLast(heard, "new");
        }
    }

    @Test
    void closingLeavesNoThreadBehindAndIsQuick() throws Exception {
        server.start();
        source.use(server.connectString());
        awaitLast(source.listen(Node.data("/a")), "missing");
        assertThat(threads()).isNotEmpty();
        long start = System.nanoTime();
        source.close();
        source.close();
        System.out.printf("closed within %d ms%n", (System.nanoTime() - start) / 1_000_000);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void closingWithoutAServerLeavesNoThreadBehind() throws Exception {
        source.use(server.connectString());
        await().atMost(PATIENCE).until(() -> threads().anyMatch(name -> name.contains("SendThread(")));
        source.close();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private void expire() throws Exception {
        ZooKeeper mine =
                source.client.connected().orElseThrow().getZookeeperClient().getZooKeeper();
        new Writer(server.connectString(), mine.getSessionId(), mine.getSessionPasswd()).close();
    }

    private static Stream<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name -> name.startsWith("twitcher-zk") || name.contains("urator"));
    }
}
