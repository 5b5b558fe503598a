package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static twitcher.zk.Source.PATIENCE;
import static twitcher.zk.Source.awaitLast;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.node.Subscription;
import twitcher.zk.server.ZooKeeperProcess;

/** Against a server that stays up. */
@Timeout(180)
class ServerTest {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static ZooKeeperProcess server;
    private static Writer writer;

    private Source source;
    private String base;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = ZooKeeperProcess.started(directory);
        writer = new Writer(server.connectString());
    }

    @AfterAll
    static void stop() {
        writer.close();
        server.close();
    }

    @BeforeEach
    void connect() throws Exception {
        base = "/test" + COUNT.incrementAndGet();
        writer.create(base, "base");
        source = Source.of(server.connectString()).awaitConnected();
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void aMissingNodeThatIsCreatedLaterIsSeen() throws Exception {
        Heard heard = source.listen(Node.data(base + "/later"));
        awaitLast(heard, "missing");
        writer.create(base + "/later", "now");
        awaitLast(heard, "now");
    }

    @Test
    void aNodeMadeAgainIsSeenThoughItsVersionIsTheSame() throws Exception {
        writer.create(base + "/again", "one");
        Heard heard = source.listen(Node.data(base + "/again"));
        awaitLast(heard, "one");
        writer.delete(base + "/again");
        writer.create(base + "/again", "two");
        awaitLast(heard, "two");
        writer.delete(base + "/again");
        awaitLast(heard, "missing");
    }

    @Test
    void aBurstEndsWithTheLastState() throws Exception {
        Heard heard = source.listen(Node.data(base));
        awaitLast(heard, "base");
        for (int i = 1; i <= 1000; i++) {
            writer.client.setData(base, Source.bytes("set " + i), -1, (rc, path, context, stat) -> {}, null);
        }
        awaitLast(heard, "set 1000");
        List<Integer> numbers = heard.words.stream()
                .skip(1)
                .map(word -> Integer.parseInt(word.substring(4)))
                .toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void childrenAreDeliveredSorted() throws Exception {
        Heard heard = source.listen(Node.children(base));
        awaitLast(heard, "");
        writer.create(base + "/b", "");
        writer.create(base + "/c", "");
        writer.create(base + "/a", "");
        awaitLast(heard, "a\nb\nc");
        writer.delete(base + "/b");
        awaitLast(heard, "a\nc");
        writer.set(base, "data is not the children's business");
        writer.create(base + "/d", "");
        awaitLast(heard, "a\nc\nd");
        assertThat(heard.words).doesNotHaveDuplicates();
    }

    @Test
    void childrenOfAMissingNodeAreSeenWhenItIsCreated() throws Exception {
        Heard heard = source.listen(Node.children(base + "/later"));
        awaitLast(heard, "missing");
        writer.create(base + "/later", "");
        awaitLast(heard, "");
        writer.create(base + "/later/child", "");
        awaitLast(heard, "child");
    }

    @Test
    void aMegabyteOfBinaryDataArrivesAsItIs() throws Exception {
        byte[] data = new byte[1024 * 1024 - 200];
        new Random(1).nextBytes(data);
        Heard heard = source.listen(Node.data(base));
        awaitLast(heard, "base");
        writer.client.setData(base, data, -1);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Source.last(heard)).isEqualTo(Payload.copyOf(data)));
    }

    @Test
    void aWatchIsGoneFromTheServerWithItsLastSubscriber() throws Exception {
        Heard heard = new Heard();
        List<Subscription> some = new ArrayList<>();
        for (Node node : List.of(
                Node.data(base),
                Node.data(base),
                Node.children(base),
                Node.data(base + "/missing"),
                Node.children(base + "/none"))) {
            some.add(source.subscribe(node, heard));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(heard.words).hasSize(5));
        assertThat(server.fourLetters("wchp")).contains(base + "\n", base + "/missing", base + "/none");

        some.get(0).close();
        writer.set(base, "still seen by the other");
        awaitLast(heard, "still seen by the other");
        some.forEach(Subscription::close);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.fourLetters("wchp")).doesNotContain(base));
        assertThat(server.mntr("zk_watch_count"))
                .as("wchp tells nothing of watches on children")
                .isZero();
        assertThat(source.connection().nodes()).isZero();
    }

    @Test
    void eachSideOfAPathIsRemovedAlone() throws Exception {
        Heard data = new Heard();
        Heard children = new Heard();
        Subscription dataSubscription = source.subscribe(Node.data(base), data);
        Subscription childSubscription = source.subscribe(Node.children(base), children);
        awaitLast(data, "base");
        awaitLast(children, "");
        assertThat(server.mntr("zk_watch_count")).isEqualTo(2);
        dataSubscription.close();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.mntr("zk_watch_count")).isEqualTo(1));
        writer.create(base + "/child", "");
        awaitLast(children, "child");

        childSubscription.close();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.mntr("zk_watch_count")).isZero());
    }

    @Test
    void aThousandSubscriptionsAreOneReadAndOneWatch() throws Exception {
        long before = received();
        List<Heard> all = IntStream.range(0, 1000)
                .mapToObj(i -> source.listen(Node.data(base)))
                .toList();
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(all).allSatisfy(one -> assertThat(one.last()).isEqualTo("base")));
        long read = received();
        writer.set(base, "changed");
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(all).allSatisfy(one -> assertThat(one.last()).isEqualTo("changed")));

        assertThat(read - before)
                .as("packets to the server, one of them asks for this count")
                .isLessThan(20);
        assertThat(server.mntr("zk_watch_count")).isEqualTo(1);
    }

    @Test
    void noAccessToOneNodeDisturbsNoOther() throws Exception {
        writer.create(base + "/secret", "secret");
        writer.client.setACL(
                base + "/secret",
                new ArrayList<>(List.of(new ACL(ZooDefs.Perms.ADMIN, ZooDefs.Ids.ANYONE_ID_UNSAFE))),
                -1);
        Heard secret = source.listen(Node.data(base + "/secret"));
        Heard open = source.listen(Node.data(base));
        awaitLast(secret, "!no access (NoAuth)");
        awaitLast(open, "base");
        long before = received();
        writer.set(base, "seen");
        awaitLast(open, "seen");
        assertThat(received() - before).as("no loop").isLessThan(20);
        assertThat(secret.words).hasSize(1);

        writer.client.setACL(base + "/secret", ZooDefs.Ids.OPEN_ACL_UNSAFE, -1);
        awaitLast(secret, "secret");
    }

    @Test
    void aListTooLargeForTheClientDisturbsNoOther() throws Exception {
        source.close();
        source = Source.of(server.connectString(), "maxReplyBytes", "65536").awaitConnected();
        writer.create(base + "/huge", "");
        writer.createMany(base + "/huge/" + "n".repeat(100), 1000);
        List<Heard> others = IntStream.range(0, 100)
                .mapToObj(i -> source.listen(Node.data(base + "/" + i)))
                .toList();
        Heard huge = source.listen(Node.children(base + "/huge"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(huge.last()).contains("too large", "the names of its 1000 children"));
        Heard also = source.listen(Node.data(base));
        awaitLast(also, "base");
        writer.create(base + "/7", "seen");
        awaitLast(others.get(7), "seen");
        assertThat(source.connection().counters().connections())
                .as("100 kB in 1000 names: only reading them tells that they are too many, and costs the connection")
                .isEqualTo(2);
        assertThat(source.connection().state()).isEqualTo(twitcher.api.node.Connection.State.CONNECTED);
        assertThat(huge.words).hasSize(1);
    }

    @Test
    void aListThatIsSurelyTooLargeDoesNotCostTheConnection() throws Exception {
        source.close();
        source = Source.of(server.connectString(), "maxReplyBytes", "65536").awaitConnected();
        writer.create(base + "/huge", "");
        writer.createMany(base + "/huge/", 14_000);
        Heard huge = source.listen(Node.children(base + "/huge"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(huge.last()).startsWith("!too large: the names of its 14000 children"));
        assertThat(source.connection().counters().connections()).isEqualTo(1);
    }

    @Test
    void dataTooLargeForTheClientDisturbsNoOther() throws Exception {
        source.close();
        source = Source.of(server.connectString(), "maxReplyBytes", "65536").awaitConnected();
        writer.create(base + "/huge", "x".repeat(100_000));
        Heard huge = source.listen(Node.data(base + "/huge"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(huge.last()).startsWith("!too large: 100000 bytes of data"));
        Heard other = source.listen(Node.data(base));
        awaitLast(other, "base");
        writer.set(base + "/huge", "small");
        awaitLast(huge, "small");
    }

    @Test
    void aListenerThatThrowsHarmsNobody() throws Exception {
        source.nodes.subscribe(Node.data(base), new twitcher.api.node.NodeListener() {
            @Override
            public void observed(twitcher.api.Change change) {
                throw new IllegalStateException("thrown by a test");
            }

            @Override
            public void unreadable(String why) {}
        });
        Heard heard = source.listen(Node.data(base));
        awaitLast(heard, "base");
        writer.set(base, "next");
        awaitLast(heard, "next");
    }

    @Test
    void tenThousandNodesAreArmedAndEachIsSeen() throws Exception {
        int count = 10_000;
        writer.createMany(base + "/", count);
        source.close();
        source = new Source();
        List<Heard> all = IntStream.range(0, count)
                .mapToObj(i -> source.listen(Node.data(base + "/" + i)))
                .toList();
        source.use(server.connectString());
        source.awaitConnected();
        long start = System.nanoTime();
        await().atMost(PATIENCE)
                .pollInterval(java.time.Duration.ofMillis(5))
                .until(() -> source.connection().unread() == 0);
        System.out.printf(
                "armed %d watches within %d ms of connecting%n", count, (System.nanoTime() - start) / 1_000_000);
        assertThat(all).allSatisfy(one -> assertThat(one.words).containsExactly(""));
        assertThat(server.mntr("zk_watch_count")).isEqualTo(count);
        writer.set(base + "/4711", "changed");
        awaitLast(all.get(4711), "changed");
    }

    private static long received() {
        return server.mntr("zk_packets_received");
    }
}
