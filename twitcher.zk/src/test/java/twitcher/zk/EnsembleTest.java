package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static twitcher.zk.Source.awaitLast;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Node;
import twitcher.zk.server.ZooKeeperProcess;

@Timeout(180)
class EnsembleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void aKilledLeaderLosesNoLastState(@TempDir Path directory) throws Exception {
        List<ZooKeeperProcess> servers = ZooKeeperProcess.ensemble(directory, 3);
        try (Source source = new Source()) {
            servers.forEach(ZooKeeperProcess::launch);
            servers.forEach(ZooKeeperProcess::awaitServing);
            String all = servers.stream().map(ZooKeeperProcess::connectString).collect(Collectors.joining(","));
            source.use(all);
            List<Heard> heard = IntStream.range(0, 20)
                    .mapToObj(i -> source.listen(Node.data("/n" + i)))
                    .toList();
            try (Writer writer = new Writer(all)) {
                writer.createMany("/n", 20);
                heard.forEach(one -> awaitLast(one, ""));
                servers.stream()
                        .filter(EnsembleTest::leads)
                        .findFirst()
                        .orElseThrow()
                        .kill();
                for (int i = 0; i < 20; i++) {
                    set(writer, "/n" + i, "after");
                }
                heard.forEach(one -> awaitLast(one, "after"));
            }
        } finally {
            servers.forEach(ZooKeeperProcess::close);
        }
    }

    private static boolean leads(ZooKeeperProcess server) {
        return server.fourLetters("srvr").contains("Mode: leader");
    }

    /** Until it is known to be set: the writer loses its connection too. */
    private static void set(Writer writer, String path, String text) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(KeeperException.class)
                .untilAsserted(() -> {
                    writer.set(path, text);
                    assertThat(writer.client.getData(path, false, null)).isEqualTo(Source.bytes(text));
                });
    }
}
