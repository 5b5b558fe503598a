package twitcher.exec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import twitcher.api.Outcome;
import twitcher.api.Payload;
import twitcher.api.Surroundings;
import twitcher.api.action.RunningAction;
import twitcher.api.process.ProcessRequest;

/** A launcher on a state directory of its own, for a test. */
final class Bed implements AutoCloseable {
    final Path state;
    private final BackendKind kind;
    Launcher launcher;

    Bed(BackendKind kind) {
        this(kind, temporary());
    }

    Bed(BackendKind kind, Path state) {
        this.kind = kind;
        this.state = state;
        open();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("twitcher-exec-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void open() {
        try {
            launcher = new Launcher(state, kind::make);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes the launcher and opens another on the same state. */
    void restart() {
        launcher.close();
        open();
    }

    static Surroundings surroundings(Duration killAfter) {
        return new Surroundings(true, Optional.empty(), Optional.empty(), Map.of(), "/", 022, killAfter);
    }

    RunningAction start(String command) {
        return start(List.of("/bin/sh", "-c", command), Payload.EMPTY, Surroundings.DEFAULT);
    }

    RunningAction start(String command, Payload stdin) {
        return start(List.of("/bin/sh", "-c", command), stdin, Surroundings.DEFAULT);
    }

    RunningAction start(List<String> argv, Payload stdin, Surroundings surroundings) {
        return start(UUID.randomUUID().toString(), argv, stdin, surroundings);
    }

    RunningAction start(String runId, List<String> argv, Payload stdin, Surroundings surroundings) {
        return launcher.launch(
                TestRun.of(runId, stdin, surroundings), new ProcessRequest(argv, Map.of(), stdin, surroundings));
    }

    /** How it ended; waits for a minute at most. */
    static RunningAction.Ending end(RunningAction action) {
        return action.ending()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    RunningAction.Ending run(String command) {
        return end(start(command));
    }

    /** What the run has written to its standard output by now. */
    String output(String runId) throws IOException {
        return Files.readString(state.resolve("runs").resolve(runId + ".out"));
    }

    /** The living processes that carry the id of the run. */
    List<ProcStat> carriers(String runId) {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .flatMap(name -> ProcStat.of(Long.parseLong(name)).stream())
                    .filter(stat -> stat.alive() && environment(stat.pid()).contains("TWITCHER_RUN=" + runId + "\0"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    static String out(RunningAction.Ending ending) {
        return ending.output().stdout().text();
    }

    static String err(RunningAction.Ending ending) {
        return ending.output().stderr().text();
    }

    static String why(RunningAction.Ending ending) {
        return ((Outcome.NotStarted) ending.outcome()).why();
    }

    List<Path> files() {
        try (Stream<Path> files = Files.list(state.resolve("runs"))) {
            return files.filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        launcher.close();
        try (Stream<Path> tree = Files.walk(state)) {
            tree.sorted((a, b) -> b.compareTo(a)).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
