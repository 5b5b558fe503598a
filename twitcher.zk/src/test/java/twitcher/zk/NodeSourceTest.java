package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static twitcher.zk.Source.PATIENCE;
import static twitcher.zk.Source.awaitLast;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Map;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import twitcher.api.Node;
import twitcher.api.node.Connection.State;
import twitcher.zk.server.ZooKeeperProcess;

/** The component, whose configuration changes while it runs. */
@Timeout(180)
class NodeSourceTest {
    @TempDir
    Path directory;

    private ZooKeeperProcess server;
    private Writer writer;
    private ZooKeeperNodeSource source;
    private final Heard heard = new Heard();

    @BeforeEach
    void start() throws Exception {
        server = ZooKeeperProcess.started(directory.resolve("zk"));
        writer = new Writer(server.connectString());
        writer.create("/a", "one");
        source = new ZooKeeperNodeSource(context(), Map.of("servers", server.connectString()));
        source.start();
        source.subscribe(Node.data("/a"), heard);
        awaitLast(heard, "one");
    }

    @AfterEach
    void stop() {
        source.stop();
        writer.close();
        server.close();
    }

    @Test
    void aBadConnectStringIsToldAndLeavesTheConnectionAsItIs() throws Exception {
        source.modified(Map.of("servers", "127.0.0.1:99999"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(source.connection().detail())
                        .contains("twitcher.zk.cfg: servers=127.0.0.1:99999: the port of '127.0.0.1:99999' must be"
                                + " 1 to 65535"));
        writer.set("/a", "two");
        awaitLast(heard, "two");
        assertThat(source.connection().state()).isEqualTo(State.CONNECTED);
        assertThat(source.connection().counters().connections()).isEqualTo(1);

        source.modified(Map.of("servers", server.connectString()));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(source.connection().detail()).isEmpty());
    }

    @Test
    void aSecretThatIsReplacedUnderTheSameNameIsNoticed() throws Exception {
        writer.client.addAuthInfo("digest", Source.bytes("me:new"));
        writer.client.setACL("/a", new ArrayList<>(ZooDefs.Ids.CREATOR_ALL_ACL), -1);
        Path secret = directory.resolve("secret");
        Files.writeString(secret, "me:old");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        source.modified(Map.of("servers", server.connectString(), "digestFile", secret.toString()));
        awaitLast(heard, "!no access (NoAuth)");
        writer.set("/a", "two");

        Files.writeString(secret, "me:newer");
        Files.writeString(secret, "me:new");
        awaitLast(heard, "two");
    }

    /** A framework without properties, which is all that the component asks it for. */
    private static BundleContext context() {
        return (BundleContext) Proxy.newProxyInstance(
                NodeSourceTest.class.getClassLoader(), new Class<?>[] {BundleContext.class}, (self, method, values) -> {
                    assertThat(method.getName()).isEqualTo("getProperty");
                    return null;
                });
    }
}
