package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.zk.server.ZooKeeperProcess;

@Timeout(120)
class ZooKeeperCommandsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static ZooKeeperProcess server;
    private static Source source;
    private static ZooKeeperCommands commands;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = ZooKeeperProcess.started(directory);
        source = Source.of(server.connectString());
        commands = new ZooKeeperCommands(source, LIMIT);
    }

    @AfterAll
    static void stop() {
        source.close();
        server.close();
    }

    /** What a command prints. */
    private interface Command {
        void run() throws Exception;
    }

    private static byte[] printed(Command command) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true));
        try {
            command.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toByteArray();
    }

    @Test
    void setMakesWhatIsMissing() throws Exception {
        assertThat(commands.set("/set/deep/node", "hello")).isEqualTo("created /set/deep/node");
        assertThat(commands.set("/set/deep/node", "again")).isEqualTo("set /set/deep/node, version 1");
        assertThat(printed(() -> commands.get("/set/deep/node"))).isEqualTo(Source.bytes("again"));
    }

    @Test
    void aForgottenValueEmptiesNothing() throws Exception {
        commands.set("/kept", "hello");
        assertThatThrownBy(() -> commands.set("/kept", new byte[0])).hasMessageContaining("zk set /kept ''");
        assertThat(printed(() -> commands.get("/kept"))).isEqualTo(Source.bytes("hello"));
        commands.set("/kept", "");
        assertThat(printed(() -> commands.get("/kept"))).isEmpty();
    }

    @Test
    void bytesComeOutAsTheyWentIn() throws Exception {
        byte[] bytes = {0, -1, 10, 13, 127, -128};
        commands.set("/bytes", bytes);
        assertThat(printed(() -> commands.get("/bytes"))).isEqualTo(bytes);
    }

    @Test
    void lsSortsNames() throws Exception {
        commands.create("/ls/b");
        commands.create("/ls/a", "data");
        assertThat(printed(() -> commands.ls("/ls"))).isEqualTo(Source.bytes(String.format("a%nb%n")));
    }

    @Test
    void createRefusesWhatIsThere() throws Exception {
        commands.create("/create");
        assertThatIllegalStateException()
                .isThrownBy(() -> commands.create("/create"))
                .withMessage("/create: exists already");
    }

    @Test
    void deleteNeedsAFlagForChildren() throws Exception {
        commands.create("/delete/a/b");
        assertThatIllegalStateException()
                .isThrownBy(() -> commands.delete("/delete"))
                .withMessage("/delete: has children; delete -r deletes them too");
        assertThat(commands.delete("-r", "/delete")).isEqualTo("deleted /delete and everything below it");
        assertThatIllegalStateException()
                .isThrownBy(() -> commands.get("/delete"))
                .withMessage("/delete: no such node");
    }

    @Test
    void wrongCallsAreToldFromFailures() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> commands.get("no/slash"))
                .withMessage("path: must start with '/', was: no/slash");
        assertThatIllegalArgumentException().isThrownBy(() -> commands.delete("-f", "/a"));
        assertThatIllegalArgumentException().isThrownBy(() -> commands.delete("-r", "/"));
    }

    @Test
    void withoutAConnectionTheyGiveUpInTime(@TempDir Path nowhere) {
        try (Source away = Source.of(new ZooKeeperProcess(nowhere).connectString())) {
            ZooKeeperCommands impatient = new ZooKeeperCommands(away, Duration.ofMillis(300));
            assertThatIllegalStateException()
                    .isThrownBy(() -> impatient.get("/a"))
                    .withMessageStartingWith("not connected to ZooKeeper at 127.0.0.1:")
                    .withMessageContaining("CONNECTING")
                    .withCauseInstanceOf(TimeoutException.class);
        }
    }
}
