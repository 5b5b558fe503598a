package bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The daemon as it is shipped, in a process of its own. */
final class Daemon implements AutoCloseable {
    private final Path home;
    private final Path distribution;
    private final String zkservers;
    private Process process;

    Daemon(Path home, Path distribution, String zkservers) {
        this.home = home;
        this.distribution = distribution;
        this.zkservers = zkservers;
    }

    /** Puts a config into the watched folder, whole. */
    void drop(String name, String text) throws IOException {
        drop(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of bytes. */
    void drop(String name, byte[] bytes) throws IOException {
        Path written = Files.write(home.resolve(name), bytes);
        Files.move(written, home.resolve("config").resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Takes a config out of the watched folder. */
    void remove(String name) throws IOException {
        Files.delete(home.resolve("config").resolve(name));
    }

    void start() throws IOException {
        process = new ProcessBuilder(
                        distribution.resolve("bin/twitcher").toString(),
                        "--config_path=" + home.resolve("config"),
                        "--state_dir=" + home.resolve("state"),
                        "--pidfile=" + home.resolve("pid"),
                        "--logfile=" + home.resolve("log"),
                        "--insecure_config",
                        "--zkservers=" + zkservers)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("output").toFile())
                .start();
    }

    /** Waits until the log has a line with {@code words}. */
    void awaitLog(String words) throws IOException, InterruptedException {
        awaitLog(words, 1);
    }

    /** Waits until the log has so many lines with {@code words}. */
    void awaitLog(String words, int lines) throws IOException, InterruptedException {
        long deadline = Bench.deadline();
        while (logged(words) < lines) {
            if (System.nanoTime() > deadline || !process.isAlive()) {
                throw new IOException(
                        "the daemon never said '" + words + "'; it said: " + Files.readString(home.resolve("output")));
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    /** A session in its shell. */
    ShellSession session() throws IOException {
        return new ShellSession(home.resolve("state/shell.sock"));
    }

    /** Runs a command as an operator does; it must go well or say no, and its output is thrown away. */
    void ask(List<String> command) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(
                List.of(distribution.resolve("bin/twitcher").toString(), "--state_dir=" + home.resolve("state")));
        argv.addAll(command);
        int exit = new ProcessBuilder(argv)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("asked").toFile())
                .start()
                .waitFor();
        if (exit > 1) {
            throw new IOException(command + ": exit " + exit + ": " + Files.readString(home.resolve("asked")));
        }
    }

    /** How many lines of the log have {@code words}. */
    int logged(String words) throws IOException {
        Path log = home.resolve("log");
        if (!Files.exists(log)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(log)) {
            return (int) lines.filter(line -> line.contains(words)).count();
        }
    }

    /** Resident memory in MB. */
    double residentMegabytes() throws IOException {
        return Memory.resident(process) / 1_048_576;
    }

    Memory memory() throws IOException {
        return Memory.of(process);
    }

    /** Processor time used so far, in clock ticks of 10 ms (proc(5): utime and stime). */
    long ticks() throws IOException {
        return ticks(process);
    }

    /** Of any process. */
    static long ticks(Process process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    @Override
    public void close() {
        stop();
    }

    /** Ends it by SIGTERM and waits; it can be started again. */
    void stop() {
        if (process != null) {
            process.destroy();
            process.onExit().join();
        }
    }
}
