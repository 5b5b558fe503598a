package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/**
 * What every measure needs.
 *
 * @param folder for temporary files
 * @param server the ZooKeeper server, in a process of its own
 */
record Bench(Path folder, Server server) {
    /** A new connected bare client. */
    Client client() throws Exception {
        return Client.connect(server.address());
    }

    /** Creates nodes {@code /bench/<name>0} and so on, without data. */
    void createNodes(Client client, String name, int count) throws Exception {
        create(client.zookeeper(), "/bench");
        for (int i = 0; i < count; i++) {
            create(client.zookeeper(), path(name, i));
        }
    }

    static String path(String name, int i) {
        return path(name, Integer.toString(i));
    }

    static String path(String name, String end) {
        return "/bench/" + name + end;
    }

    private static void create(ZooKeeper client, String path) throws Exception {
        try {
            client.create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        } catch (KeeperException.NodeExistsException e) {
            return; // from a measure before
        }
    }

    /** The command whose first instruction is observed: it writes one byte into {@code fifo}. */
    static List<String> mark(Fifo fifo) {
        return List.of("/bin/sh", "-c", "echo >" + fifo.path());
    }

    /** A config of {@code count} watches on {@link #createNodes}, each running {@code action}. */
    static String config(String name, int count, List<String> action, String more) {
        String argv = action.stream().map(a -> '"' + a + '"').collect(Collectors.joining(", ", "[", "]"));
        return configOf(name, count, argv, more);
    }

    /** The same of an action in the words of the config. */
    static String configOf(String name, int count, String action, String more) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"znode\": \"" + path(name, i) + "\", \"action\": " + action + more + "}")
                .collect(Collectors.joining(",\n", "{\"watches\": [\n", "\n]}\n"));
    }

    /** A daemon on an empty watched folder of its own. */
    Daemon daemon() throws IOException {
        Path home = Files.createTempDirectory(folder, "daemon");
        Files.createDirectory(home.resolve("config"));
        return new Daemon(home, distribution(), server.address());
    }

    private static Path distribution() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("bndrun/target"))) {
            return folders.filter(p -> Files.isExecutable(p.resolve("bin/twitcher")))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no distribution in bndrun/target: run mvn package"));
        }
    }

    /** Deadline of a step that should take far less. */
    static long deadline() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(300);
    }
}
