package twitcher.itest.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A terminal of tmux's, with a server of its own: what is typed is typed, and what it shows can be read. */
public final class Tmux implements AutoCloseable {
    private final Path socket;

    /** Runs {@code argv} in a terminal of that size. */
    public Tmux(Path socket, int columns, int rows, List<String> argv) throws Exception {
        this.socket = socket;
        List<String> command =
                new ArrayList<>(List.of("-f", "/dev/null", "new-session", "-d", "-x", "" + columns, "-y", "" + rows));
        command.addAll(argv);
        tmux(command.toArray(String[]::new));
    }

    /** Whether there is tmux on this machine. */
    public static boolean isThere() {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Path.of(folder, "tmux").toFile().canExecute());
    }

    private String tmux(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("TMUX");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return out;
    }

    /** Types a text as it is. */
    public Tmux type(String text) throws Exception {
        tmux("send-keys", "-l", text);
        return this;
    }

    /** Presses keys by tmux's names, such as {@code Enter}, {@code Tab}, {@code C-c}. */
    public Tmux press(String... keys) throws Exception {
        String[] command =
                Stream.concat(Stream.of("send-keys"), Stream.of(keys)).toArray(String[]::new);
        tmux(command);
        return this;
    }

    /** Makes the window another size. */
    public Tmux resize(int columns, int rows) throws Exception {
        tmux("resize-window", "-x", "" + columns, "-y", "" + rows);
        return this;
    }

    /** What it shows. */
    public String screen() throws Exception {
        return tmux("capture-pane", "-p").stripTrailing();
    }

    /** Waits until it shows something. */
    public Tmux shows(String expected) {
        Awaitility.await(expected)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(this::screen, screen -> screen.contains(expected));
        return this;
    }

    /** Waits until its last line is that. */
    public Tmux endsWith(String expected) {
        Awaitility.await(expected)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(this::screen, screen -> screen.endsWith(expected));
        return this;
    }

    /** Waits until what ran in it has ended. */
    public void awaitEnd() {
        Awaitility.await("it ends")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !tmux("list-sessions").contains("windows"));
    }

    /** Ends the terminal and what runs in it, as closing its window does. */
    @Override
    public void close() throws IOException {
        try {
            tmux("kill-server");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
