package twitcher.zk.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * A real ZooKeeper server in a process of its own, on 127.0.0.1 and a free port that it keeps when it is started again;
 * its data is in a directory of the caller's. The class path of the caller must have ZooKeeper with its server's
 * libraries (metrics-core, snappy-java) and Awaitility.
 */
public final class ZooKeeperProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final int port;
    private final Map<String, String> settings = new TreeMap<>();
    private final List<String> options = new ArrayList<>();
    private String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    private Process process;

    /** A server that is not started yet. */
    public ZooKeeperProcess(Path directory) {
        this(directory, freePort());
    }

    private ZooKeeperProcess(Path directory, int port) {
        this.directory = directory;
        this.port = port;
        settings.put("tickTime", "500");
        settings.put("dataDir", directory.resolve("data").toString());
        settings.put("clientPort", Integer.toString(port));
        settings.put("clientPortAddress", "127.0.0.1");
        settings.put("maxClientCnxns", "0");
        settings.put("admin.enableServer", "false");
        settings.put("4lw.commands.whitelist", "*");
    }

    /** A standalone server that serves. */
    public static ZooKeeperProcess started(Path directory) {
        return new ZooKeeperProcess(directory).start();
    }

    /** An ensemble of servers that are not started yet. */
    public static List<ZooKeeperProcess> ensemble(Path directory, int size) {
        List<ZooKeeperProcess> servers = IntStream.rangeClosed(1, size)
                .mapToObj(id -> new ZooKeeperProcess(directory.resolve("server" + id)))
                .toList();
        for (int id = 1; id <= size; id++) {
            String address = "127.0.0.1:" + freePort() + ":" + freePort();
            for (ZooKeeperProcess server : servers) {
                server.with("initLimit", "20").with("syncLimit", "10").with("server." + id, address);
            }
            write(servers.get(id - 1).directory.resolve("data/myid"), Integer.toString(id));
        }
        return servers;
    }

    /** Adds a line to its configuration; takes effect at the next start. */
    public ZooKeeperProcess with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Adds an option of its JVM; takes effect at the next start. */
    public ZooKeeperProcess option(String option) {
        options.add(option);
        return this;
    }

    /** Makes it a server of another release, the jars of which these are; takes effect at the next start. */
    public ZooKeeperProcess classPath(List<Path> jars) {
        classPath = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        return this;
    }

    /** Starts its process, and returns when it serves. */
    public ZooKeeperProcess start() {
        launch();
        awaitServing();
        return this;
    }

    /** Starts its process and returns at once, as a member of an ensemble needs it. */
    public ZooKeeperProcess launch() {
        Path config = directory.resolve("zoo.cfg");
        StringBuilder text = new StringBuilder();
        settings.forEach(
                (key, value) -> text.append(key).append('=').append(value).append('\n'));
        write(config, text.toString());
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dzookeeper.jmx.log4j.disable=true",
                "-cp",
                classPath));
        command.addAll(options);
        command.addAll(List.of("org.apache.zookeeper.server.quorum.QuorumPeerMain", config.toString()));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Returns when it serves clients. */
    public void awaitServing() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> fourLetters("srvr").contains("Mode:"));
    }

    /** Kills it by SIGKILL; returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("cannot be killed: " + process);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops it where it is, by SIGSTOP. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    public void proceed() {
        signal("CONT");
    }

    /** Its process, started last. */
    public Process process() {
        return process;
    }

    /** {@code 127.0.0.1:port}. */
    public String connectString() {
        return "127.0.0.1:" + port;
    }

    /** The answer to a command such as {@code wchp} or {@code mntr}; empty if it does not answer. */
    public String fourLetters(String command) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(5_000);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
            socket.getOutputStream().write(command.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** A number of {@code mntr}, such as {@code zk_watch_count}, which unlike {@code wchp} counts children watches too. */
    public long mntr(String key) {
        return fourLetters("mntr")
                .lines()
                .map(line -> line.split("\t"))
                .filter(pair -> pair[0].equals(key))
                .mapToLong(pair -> Long.parseLong(pair[1]))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("mntr tells no " + key));
    }

    /** Kills it, if it was started. */
    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-s", name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
