package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.zk.Source.awaitLast;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Node;
import twitcher.api.node.Connection.State;
import twitcher.zk.server.ZooKeeperProcess;

/** Against a server with a node for those only whom it knows by the scheme {@code digest}. */
@Timeout(180)
class DigestTest {
    private static Path directory;
    private static ZooKeeperProcess server;
    private Source source = new Source();

    @BeforeAll
    static void start(@TempDir Path temporary) throws Exception {
        directory = temporary;
        server = ZooKeeperProcess.started(temporary.resolve("zk"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void digestOpensWhatItMay() throws Exception {
        try (Writer writer = new Writer(server.connectString())) {
            writer.client.addAuthInfo("digest", Source.bytes("me:pass"));
            writer.create("/digest", "for me");
            writer.client.setACL("/digest", new ArrayList<>(ZooDefs.Ids.CREATOR_ALL_ACL), -1);
        }
        Heard heard = source.listen(Node.data("/digest"));
        source.use(server.connectString());
        awaitLast(heard, "!no access (NoAuth)");
        source.use(
                server.connectString(),
                "digestFile",
                secret("digest", "me:pass").toString());
        awaitLast(heard, "for me");
    }

    @Test
    void aSecretThatOthersMayReadIsNotUsed() throws Exception {
        Path open = secret("open", "me:pass");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
        source.use(server.connectString(), "digestFile", open.toString());
        assertThat(source.connection().state()).isEqualTo(State.CONNECTING);
        assertThat(source.connection().detail().orElseThrow()).contains("digestFile", "must have mode 0600");
    }

    private static Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
