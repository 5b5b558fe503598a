package twitcher.itest.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import twitcher.itest.support.AdminClient;
import twitcher.itest.support.Daemon;

/** The daemon whose promise is tried, with everything that may be done to it. For one thread. */
final class Subject implements Closeable {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** {@code -v}, for the verdicts; no audit, which might find what was missed. */
    private static final String SETTINGS = "sessionTimeoutMs=%d%nspreadMs=200%nauditMinutes=0%n";

    private static final Pattern STATE = Pattern.compile(
            "\"id\": \"([^\"]+)\",\\s*\"znode\": \"[^\"]*\",[^{}\\[\\]]*?\"state\": \"([A-Z]+)\",[^{}\\[\\]]*?\"waiting\": (true|false)");

    private final Daemon daemon;
    private final AdminClient admin;
    private final String servers;
    private final Clock clock;
    private final SmallDisk disk;
    private final List<Evidence.Loaded> loads = new ArrayList<>();
    private boolean paused;

    /** A watch in the listing. */
    record Listed(String id, String state, boolean waiting) {
        boolean idle() {
            return state.equals("IDLE") && !waiting;
        }
    }

    Subject(Path distribution, Path home, String servers) throws IOException, InterruptedException {
        daemon = Daemon.of(distribution, Files.createDirectories(home));
        admin = new AdminClient(daemon.state());
        clock = new Clock(Files.createDirectories(home.resolve("clock")));
        disk = SmallDisk.at(daemon.state());
        this.servers = servers;
        if (clock.works()) {
            daemon.with("JAVA_HOME", clock.javaHome().toString());
        }
        daemon.drop("twitcher.zk.cfg", SETTINGS.formatted(Schedule.SESSION_MS));
    }

    Daemon daemon() {
        return daemon;
    }

    Clock clock() {
        return clock;
    }

    SmallDisk disk() {
        return disk;
    }

    /** Where its log ends now. */
    long logEnd() throws IOException {
        return Files.exists(daemon.log()) ? Files.size(daemon.log()) : 0;
    }

    /** Where its log was when it, or its engine, loaded all watches anew. */
    List<Evidence.Loaded> loads() {
        return List.copyOf(loads);
    }

    /** Starts it unless it runs; does not wait for it. */
    void launch() throws IOException {
        if (daemon.process() == null || !daemon.process().isAlive()) {
            loads.add(new Evidence.Loaded(logEnd(), logEnd()));
            daemon.launch(servers, "--verbose");
        }
    }

    void kill() {
        paused = false;
        daemon.kill();
    }

    void stop() throws IOException, InterruptedException {
        proceed();
        if (daemon.process().isAlive()) {
            daemon.stop();
        }
    }

    void pause() throws IOException, InterruptedException {
        paused = true;
        signal("STOP");
    }

    void proceed() throws IOException, InterruptedException {
        if (paused) {
            paused = false;
            signal("CONT");
        }
    }

    private void signal(String name) throws IOException, InterruptedException {
        String pid = Long.toString(daemon.process().pid());
        new ProcessBuilder("kill", "-s", name, pid).start().waitFor();
    }

    /** Updates a bundle from where it came from, unless the daemon is away. */
    void update(String bundle) throws IOException {
        long before = logEnd();
        boolean told = ask("felix:update", bundle).isPresent();
        if (told && bundle.equals("twitcher.engine")) {
            loads.add(new Evidence.Loaded(before, logEnd()));
        }
    }

    /** What it answers; empty if it cannot. */
    Optional<Daemon.Result> ask(String... command) {
        return paused ? Optional.empty() : admin.ask(command);
    }

    /** Undoes whatever was done; returns when it answers. */
    void mend() throws IOException, InterruptedException {
        disk.drain();
        proceed();
        Awaitility.await("the daemon answers")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(this::answers);
    }

    private boolean answers() throws IOException {
        launch();
        return ask("status").filter(answer -> answer.exit() == 0).isPresent();
    }

    /** Its watches whose file is {@code file}; empty if it does not answer, or has none. */
    List<Listed> watches(String file) {
        String json = ask("watches", file, "-o", "json")
                .filter(answer -> answer.exit() == 0)
                .map(Daemon.Result::out)
                .orElse("");
        List<Listed> found = new ArrayList<>();
        for (Matcher match = STATE.matcher(json); match.find(); ) {
            found.add(new Listed(match.group(1), match.group(2), match.group(3).equals("true")));
        }
        return found;
    }

    /** Its verdicts from a place in its log on. */
    List<Verdict> verdicts(long from) throws IOException {
        List<Verdict> found = new ArrayList<>();
        try (InputStream in = Files.newInputStream(daemon.log())) {
            in.skipNBytes(from);
            long offset = from;
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                Verdict.in(line, offset).ifPresent(found::add);
                offset += line.getBytes(StandardCharsets.UTF_8).length + 1;
            }
        }
        return found;
    }

    /** Whether it says that it is connected and has read every node. */
    boolean settled() {
        String json = ask("status", "-o", "json").map(Daemon.Result::out).orElse("");
        return json.contains("\"state\": \"CONNECTED\"") && json.contains("\"unread\": 0");
    }

    @Override
    public void close() throws IOException {
        try {
            proceed();
            if (daemon.process() != null) {
                daemon.kill();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            disk.close();
        }
    }
}
