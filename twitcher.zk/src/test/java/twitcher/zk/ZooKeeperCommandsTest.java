package twitcher.zk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.admin.Help;
import twitcher.zk.server.ZooKeeperProcess;

@Timeout(120)
class ZooKeeperCommandsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "safe",
            "-r",
            "-x",
            "//",
            "/safe/",
            "/safe//child",
            "/safe/../child",
            "/safe/.",
            "../../etc/passwd",
            "$(id)",
            "'; DROP",
            "/\u0000",
            "/\u001b[2J",
            "/\ud800",
            "*",
            "{}",
            "x".repeat(100_000));
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

    /** Every method is a command, so that a new one is tried without a word here. */
    @Test
    void everyCommandWithHostileArgumentsIsRefusedInWordsAndChangesNothing() throws Exception {
        commands.set("/safe/child", "as it was");
        List<String> before = tree("/safe");
        for (Method command : commands()) {
            assertThat(Stream.of(ZooKeeperCommands.class.getDeclaredMethods())
                            .filter(method -> method.getName().equals(command.getName())))
                    .as("%s says what it does", command)
                    .anyMatch(method -> method.isAnnotationPresent(Help.class));
            for (String word : HOSTILE) {
                Object[] arguments = Stream.of(command.getParameterTypes())
                        .map(type -> type == String.class ? word : Source.bytes(word))
                        .toArray();
                assertThatThrownBy(() -> printed(() -> command.invoke(commands, arguments)))
                        .as("%s %s", command.getName(), word)
                        .cause()
                        .isInstanceOf(IllegalArgumentException.class)
                        .message()
                        .isNotBlank();
            }
        }
        assertThat(tree("/safe")).isEqualTo(before);
    }

    private static List<Method> commands() {
        return Stream.of(ZooKeeperCommands.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .toList();
    }

    /** All nodes below, with their versions. */
    private static List<String> tree(String path) throws Exception {
        var client = source.connected().orElseThrow();
        List<String> found = new ArrayList<>();
        found.add(path + " " + client.checkExists().forPath(path));
        for (String child : client.getChildren().forPath(path)) {
            found.addAll(tree(path + "/" + child));
        }
        return found;
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
