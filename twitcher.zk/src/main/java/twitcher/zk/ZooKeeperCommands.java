package twitcher.zk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.api.CuratorEvent;
import org.apache.zookeeper.KeeperException.Code;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import twitcher.api.admin.Help;

/**
 * The commands {@code zk:get}, {@code set}, {@code ls}, {@code create} and {@code delete}. They print to System.out,
 * which the shell makes the caller's terminal, and throw what goes wrong as words: an {@link IllegalArgumentException}
 * if they were called wrongly, an {@link IllegalStateException} if it could not be done.
 */
@Component(service = ZooKeeperCommands.class)
@CommandFunctions(
        osgi_command_scope = "zk",
        osgi_command_function = {"get", "set", "ls", "create", "delete"})
public final class ZooKeeperCommands {
    private static final byte[] NO_DATA = {};

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final SharedClient client;
    private final Duration limit;

    @Activate
    public ZooKeeperCommands(@Reference SharedClient client) {
        this(client, LIMIT);
    }

    ZooKeeperCommands(SharedClient client, Duration limit) {
        this.client = client;
        this.limit = limit;
    }

    /** Prints the bytes of a node as they are, without a newline. */
    @Help("prints the bytes of a node as they are")
    public void get(@Help("PATH: of the node") String path) throws InterruptedException, IOException {
        byte[] data = good(
                        on(path),
                        (curator, answer) ->
                                curator.getData().inBackground(answer).forPath(path))
                .getData();
        System.out.write(data == null ? NO_DATA : data);
        System.out.flush();
    }

    /** Sets the text of a node; makes the node and its parents if they are missing. */
    @Help("sets the data of a node; makes the node and its parents if they are missing")
    public String set(
            @Help("PATH: of the node") String path,
            @Help("DATA: its text; @FILE for the bytes of a file, @- for standard input") String text)
            throws InterruptedException {
        return write(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sets the bytes of a node; makes the node and its parents if they are missing. Gogo calls it without any, too, and
     * a forgotten argument must not empty a node.
     */
    public String set(String path, byte[] data) throws InterruptedException {
        if (data.length == 0) {
            throw new IllegalArgumentException("data: missing; to empty the node say: zk set " + path + " ''");
        }
        return write(path, data);
    }

    private String write(String path, byte[] data) throws InterruptedException {
        Operation operation = on(path);
        Optional<CuratorEvent> done = operation.ask(
                (curator, answer) -> curator.setData().inBackground(answer).forPath(path, data), Code.NONODE);
        if (done.isPresent()) {
            return "set " + path + ", version " + done.get().getStat().getVersion();
        }
        make(operation, path, data);
        return "created " + path;
    }

    /** Prints the names of a node's children, sorted, one a line. */
    @Help("prints the names of a node's children, sorted, one a line")
    public void ls(@Help("PATH: of the node") String path) throws InterruptedException {
        List<String> children = good(
                        on(path),
                        (curator, answer) ->
                                curator.getChildren().inBackground(answer).forPath(path))
                .getChildren();
        children.stream().sorted().forEach(System.out::println);
    }

    /** Makes a node without data, and its parents if they are missing. */
    public String create(String path) throws InterruptedException {
        return create(path, NO_DATA);
    }

    /** Makes a node, and its parents if they are missing. */
    @Help("makes a node, and its parents if they are missing")
    public String create(
            @Help("PATH: of the node") String path,
            @Help("[DATA]: its text; @FILE for the bytes of a file, @- for standard input; none: it is empty")
                    String text)
            throws InterruptedException {
        return create(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Makes a node, and its parents if they are missing. */
    public String create(String path, byte[] data) throws InterruptedException {
        make(on(path), path, data);
        return "created " + path;
    }

    /** Deletes a node that has no children. */
    public String delete(String path) throws InterruptedException {
        good(
                notRoot(path),
                (curator, answer) -> curator.delete().inBackground(answer).forPath(path));
        return "deleted " + path;
    }

    /** Deletes a node and everything below it; the flag is {@code -r}. */
    @Help("deletes a node")
    public String delete(
            @Help("[-r]: everything below it too; without it a node that has children is left as it is") String flag,
            @Help("PATH: of the node") String path)
            throws InterruptedException {
        if (!flag.equals("-r")) {
            throw new IllegalArgumentException("usage: zk:delete [-r] PATH; unknown flag: " + flag);
        }
        good(
                notRoot(path),
                (curator, answer) -> curator.delete()
                        .deletingChildrenIfNeeded()
                        .inBackground(answer)
                        .forPath(path));
        return "deleted " + path + " and everything below it";
    }

    private Operation notRoot(String path) {
        if (path.equals("/")) {
            throw new IllegalArgumentException("path: '/' cannot be deleted");
        }
        return on(path);
    }

    private Operation on(String path) {
        return new Operation(client, path, limit);
    }

    private static void make(Operation operation, String path, byte[] data) throws InterruptedException {
        good(
                operation,
                (curator, answer) -> curator.create()
                        .creatingParentsIfNeeded()
                        .inBackground(answer)
                        .forPath(path, data));
    }

    private static CuratorEvent good(Operation operation, Operation.Request request) throws InterruptedException {
        return operation.ask(request, Code.OK).orElseThrow();
    }
}
