package twitcher.itest.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For one test class: a real server, a real daemon connected to it, a client; each in a process of its own.
 * {@code -Dtwitcher.keep=true} leaves their files for who looks for a cause.
 */
public final class Cluster implements BeforeAllCallback, AfterAllCallback {
    private Path folder;
    private ZooKeeperServerProcess server;
    private Nodes nodes;
    private Daemon daemon;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory("twitcher-itest");
        server = ZooKeeperServerProcess.start(Files.createDirectory(folder.resolve("zookeeper")));
        nodes = Nodes.connect(server.address());
        daemon = Daemon.in(Files.createDirectory(folder.resolve("daemon"))).start(server.address());
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (daemon != null) {
            daemon.close();
        }
        if (nodes != null) {
            nodes.close();
        }
        if (server != null) {
            server.close();
        }
        if (Boolean.getBoolean("twitcher.keep")) {
            System.out.println("kept: " + folder);
        } else {
            Trees.delete(folder);
        }
    }

    /** The server. */
    public ZooKeeperServerProcess server() {
        return server;
    }

    /** The client. */
    public Nodes nodes() {
        return nodes;
    }

    /** The daemon. */
    public Daemon daemon() {
        return daemon;
    }

    /** A journal of that name. */
    public Journal journal(String name) {
        return new Journal(folder.resolve(name + ".journal"));
    }

    /** A gate of that name. */
    public Gate gate(String name) throws IOException, InterruptedException {
        return Gate.at(folder.resolve(name + ".gate"));
    }

    /** A path for a test's own file. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Drops {@code <name>.json} with one watch of the given settings (JSON without braces). */
    public void watch(String name, String settings) throws IOException {
        daemon.drop(name + ".json", "{\"watches\": [{\"description\": \"it\", " + settings + "}]}");
    }

    /** Waits until the only watch of {@code <name>.json} is as wanted, by {@code twitcher watch ID -o json}. */
    public void awaitWatch(String name, String what, Predicate<String> wanted) {
        awaitCommand("watch " + name + " " + what, wanted, "watch", name + ".json:it", "-o", "json");
    }

    /** Waits until the watch is idle, with nothing pending. */
    public void awaitIdle(String name) {
        awaitWatch(name, "is idle", json -> json.replace(" ", "").contains("\"state\":\"IDLE\""));
    }

    /** Waits until what a command prints is as wanted. */
    public void awaitCommand(String what, Predicate<String> wanted, String... command) {
        Awaitility.await(what)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> daemon.run(command).out(), wanted::test);
    }
}
