package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static twitcher.zk.Source.PATIENCE;
import static twitcher.zk.Source.awaitLast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import twitcher.api.Node;
import twitcher.api.node.Subscription;
import twitcher.zk.server.ZooKeeperProcess;

/** Against servers of releases that lack persistent watches, and before 3.5 the removal of watches too. */
@Timeout(180)
class OldServerTest {
    private static final Path JARS = Path.of("target/old-servers");

    @TempDir
    Path directory;

    private final Source source = new Source();
    private ZooKeeperProcess server;
    private Writer writer;

    @AfterEach
    void close() {
        source.close();
        writer.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.4.14", "3.5.10"})
    void everyStateIsSeenAndWatchesAreGivenUp(String version) throws Exception {
        start(version);
        dataIsSeen();
        childrenAreSeen();
        watchesAreGivenUp(version.startsWith("3.4"));
        nothingIsLostWhenTheServerIsKilled();
    }

    private void start(String version) throws Exception {
        server = new ZooKeeperProcess(directory).classPath(jars(version)).start();
        writer = new Writer(server.connectString());
        source.use(server.connectString());
        source.awaitConnected();
        assertThat(server.fourLetters("srvr")).contains("Zookeeper version: " + version);
    }

    private void dataIsSeen() throws Exception {
        Heard heard = source.listen(Node.data("/data"));
        awaitLast(heard, "missing");
        writer.create("/data", "one");
        awaitLast(heard, "one");
        writer.set("/data", "two");
        awaitLast(heard, "two");
        writer.delete("/data");
        awaitLast(heard, "missing");
        writer.create("/data", "again");
        awaitLast(heard, "again");
    }

    private void childrenAreSeen() throws Exception {
        Heard heard = source.listen(Node.children("/parent"));
        awaitLast(heard, "missing");
        writer.create("/parent", "");
        awaitLast(heard, "");
        writer.create("/parent/b", "");
        writer.create("/parent/a", "");
        awaitLast(heard, "a\nb");
        writer.delete("/parent/b");
        awaitLast(heard, "a");
    }

    /** A server that cannot remove a watch is not asked to, because it hangs up then; the watch may fire once more. */
    private void watchesAreGivenUp(boolean cannot) throws Exception {
        giveUp("/given-up");
        awaitWatched("/given-up", cannot);
        writer.set("/given-up", "unheard");
        awaitWatched("/given-up", false);
        assertThat(source.connection().counters().connections()).isEqualTo(1);
    }

    private void giveUp(String path) throws Exception {
        writer.create(path, "");
        Heard heard = new Heard();
        Subscription subscription = source.subscribe(Node.data(path), heard);
        awaitLast(heard, "");
        subscription.close();
        writer.create(path + "-after", "");
        awaitLast(source.listen(Node.data(path + "-after")), "");
        assertThat(heard.words).containsExactly("");
    }

    private void awaitWatched(String path, boolean watched) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(server.fourLetters("wchp"))
                        .contains("/data")
                        .matches(list -> list.contains(path + "\n") == watched, path + " watched: " + watched));
    }

    private void nothingIsLostWhenTheServerIsKilled() throws Exception {
        writer.createMany("/n", 20);
        List<Heard> all = IntStream.range(0, 20)
                .mapToObj(i -> source.listen(Node.data("/n" + i)))
                .toList();
        all.forEach(one -> awaitLast(one, ""));
        server.kill();
        await().atMost(PATIENCE).until(() -> !source.status.isConnected());
        server.start();
        for (int i = 0; i < 20; i += 2) {
            writer.set("/n" + i, "after");
        }
        for (int i = 0; i < 20; i += 2) {
            awaitLast(all.get(i), "after");
        }
        assertThat(all.get(1).words).containsExactly("");
    }

    /** The jars of that release, and the logging that it shares with ours. */
    private static List<Path> jars(String version) throws Exception {
        Path logging = Path.of(LoggerFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> all = Files.list(JARS)) {
            List<Path> ours =
                    all.filter(jar -> jar.toString().contains("-" + version)).toList();
            assertThat(ours).as("jars of %s in %s", version, JARS).isNotEmpty();
            return Stream.concat(ours.stream(), Stream.of(logging)).toList();
        } catch (IOException e) {
            throw new IllegalStateException("mvn copies the old servers there in generate-test-resources", e);
        }
    }
}
