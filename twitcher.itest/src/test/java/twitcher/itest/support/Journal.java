package twitcher.itest.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** A file to which actions append a line a run. */
public record Journal(Path file) {
    /** A command that appends its event and payload. */
    public String command() {
        return "p=$(cat); printf '%s %s\\\\n' \\\"$TWITCHER_EVENT\\\" \\\"$p\\\" >> " + file;
    }

    /** The lines so far. */
    public List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Waits until the last line is {@code line}. */
    public void awaitLast(String line) {
        Awaitility.await("the journal ends with " + line)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(
                        this::lines,
                        lines -> !lines.isEmpty() && lines.get(lines.size() - 1).equals(line));
    }

    /** Waits until there are {@code count} lines. */
    public void awaitCount(int count) {
        Awaitility.await("the journal has " + count + " lines")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> lines().size() >= count);
    }
}
