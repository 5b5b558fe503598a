package twitcher.itest.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The daemon as it is shipped, in a process of its own, with a home of its own. */
public final class Daemon implements AutoCloseable {
    private static final Path DISTRIBUTION = Path.of(System.getProperty("twitcher.distribution"))
            .toAbsolutePath()
            .normalize();

    private final Path script;
    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private List<String> front = List.of();
    private Process process;

    private Daemon(Path script, Path home) {
        this.script = script;
        this.home = home;
    }

    /** A daemon that is not started yet, with an empty watched folder. */
    public static Daemon in(Path home) throws IOException {
        return of(DISTRIBUTION, home);
    }

    /** The same, of a copy of the distribution. */
    public static Daemon of(Path distribution, Path home) throws IOException {
        Files.createDirectories(home.resolve("config"));
        return new Daemon(distribution.resolve("bin/twitcher"), home);
    }

    /** Puts a variable into the environment of its next start. */
    public Daemon with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** From now on it is started by a command that ends in it, such as {@code nice -n 5}. */
    public Daemon behind(String... command) {
        front = List.of(command);
        return this;
    }

    /** Starts it on the given servers, with more flags if need be; returns when its shell answers. */
    public Daemon start(String zkservers, String... more) throws IOException {
        launch(zkservers, more);
        Awaitility.await("the daemon answers")
                .atMost(Duration.ofSeconds(180))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> run("status").exit() == 0);
        return this;
    }

    /** Starts it like {@link #start}, and returns at once. */
    public Process launch(String zkservers, String... more) throws IOException {
        List<String> command = new ArrayList<>(front);
        command.addAll(List.of(
                script.toString(),
                "--config_path=" + config(),
                "--state_dir=" + state(),
                "--pidfile=" + home.resolve("twitcher.pid"),
                "--logfile=" + log(),
                "--insecure_config",
                "--zkservers=" + zkservers));
        command.addAll(List.of(more));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(home.resolve("console").toFile()));
        builder.environment().putAll(environment);
        process = builder.start();
        return process;
    }

    /** The watched folder. */
    public Path config() {
        return home.resolve("config");
    }

    /** The state directory. */
    public Path state() {
        return home.resolve("state");
    }

    /** The log file. */
    public Path log() {
        return home.resolve("twitcher.log");
    }

    /** The log so far. */
    public String logText() throws IOException {
        return Files.exists(log()) ? Files.readString(log()) : "";
    }

    /** Puts a config into the watched folder, whole, over the one of that name. */
    public void drop(String file, String text) throws IOException {
        Path written = Files.writeString(home.resolve("dropped"), text);
        Files.move(
                written, config().resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Takes a config out of the watched folder. */
    public void remove(String file) throws IOException {
        Files.delete(config().resolve(file));
    }

    /** Its process. */
    public Process process() {
        return process;
    }

    /** What begins the command line of a client of this daemon. */
    public List<String> client() {
        return List.of(script.toString(), "--state_dir=" + state());
    }

    /** Runs {@code twitcher COMMAND ...} as an operator does. */
    public Result run(String... command) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(client());
        argv.addAll(List.of(command));
        Path err = Files.createTempFile(home, "client", ".err");
        Process client = new ProcessBuilder(argv)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectError(err.toFile())
                .start();
        String out = new String(client.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!client.waitFor(180, TimeUnit.SECONDS)) {
            client.destroyForcibly();
        }
        Result result = new Result(client.waitFor(), out, Files.readString(err));
        Files.delete(err);
        return result;
    }

    /** Ends it by SIGTERM; returns its exit status. */
    public int stop() {
        process.destroy();
        return process.onExit().join().exitValue();
    }

    /** Ends it at once, as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            stop();
        }
    }

    /** What came of a command. */
    public record Result(int exit, String out, String err) {}
}
