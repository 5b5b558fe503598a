package twitcher.config.python;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import twitcher.api.Watch;
import twitcher.api.action.AsyncAction;
import twitcher.api.action.RunningAction;
import twitcher.exec.ExecActionType;

/**
 * What functions and evaluations cost, beside a command that does the same. No test: started by {@code bench/run python}.
 * All figures of one run belong together.
 */
public final class PythonBench {
    /** Makes of this a JVM that does nothing, until its input ends. */
    private static final String IDLE = "idle";

    private static final Set<String> IMPORTS = Set.of("json", "os", "subprocess", "sys");
    private static final String TEN_LINES = """
            import json, os, subprocess, sys
            PATH = 'FIFO'
            def mark():
                with open(PATH, 'w') as out:
                    out.write('x')
            def restart(name):
                return Exec(['systemctl', 'restart', name])
            RegisterWatch('/bench', mark, description='mark')
            for name in ('web', 'mail', 'dns'):
                RegisterWatch('/services/' + name, restart(name), description=name)
            """;

    private final Path fifo;
    private final RandomAccessFile pipe;
    private final int rounds;

    private PythonBench(Path folder, int rounds) throws IOException, InterruptedException {
        this.fifo = folder.resolve("fifo");
        new ProcessBuilder("mkfifo", fifo.toString()).inheritIO().start().waitFor();
        this.pipe = new RandomAccessFile(fifo.toFile(), "rw");
        this.rounds = rounds;
    }

    /** Prints the figures; the argument is how often each thing is done. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1 && arguments[0].equals(IDLE)) {
            System.in.read();
            return;
        }
        int rounds = arguments.length == 0 ? 20 : Integer.parseInt(arguments[0]);
        try (Bed warm = new Bed(new Bed.Config(120_000, 1));
                Bed cold = new Bed(new Bed.Config(120_000, 0))) {
            PythonBench bench = new PythonBench(warm.state, rounds);
            awaitArchive(warm);
            bench.evaluations(cold);
            warm.interpreters.spares().want(Optional.of(IMPORTS));
            bench.runs(warm, cold);
            memory(warm);
        }
        System.exit(0);
    }

    private String text() {
        return TEN_LINES.replace("FIFO", fifo.toString());
    }

    private void evaluations(Bed bed) {
        long[] nanos = new long[rounds + 1];
        for (int i = 0; i <= rounds; i++) {
            long begin = System.nanoTime();
            bed.read(text());
            nanos[i] = System.nanoTime() - begin;
        }
        long later = say("evaluation of ten lines, later", Arrays.copyOfRange(nanos, 1, nanos.length), 0);
        say("evaluation of ten lines, with the start of its process", new long[] {nanos[0]}, later);
    }

    private static void awaitArchive(Bed bed) throws Exception {
        bed.watches("");
        Path kits = Bed.KITS.resolve("python");
        for (int i = 0; i < 600; i++) {
            try (Stream<Path> files = Files.walk(kits)) {
                if (files.anyMatch(file -> file.endsWith("classes.jsa"))) {
                    return;
                }
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new IOException("no class archive in " + kits);
    }

    private void runs(Bed warm, Bed cold) throws Exception {
        Watch command = warm.watches("RegisterWatch('/bench', Exec('echo >" + fifo + "'))")
                .get(0);
        Watch function = warm.watches(text()).get(0);
        long[][] nanos = new long[3][rounds];
        for (int i = 0; i < rounds; i++) {
            awaitSpare(warm); // so nothing else is being made while one is measured
            nanos[2][i] = run(Bed.action(cold.functions, function), cold, function);
            nanos[0][i] = exec(warm, command);
            nanos[1][i] = run(Bed.action(warm.functions, function), warm, function);
        }
        long exec = say("a command by /bin/sh", nanos[0], 0);
        say("a function from a warm spare", nanos[1], exec);
        say("a function, cold", nanos[2], exec);
    }

    private long exec(Bed bed, Watch command) throws Exception {
        ExecActionType type = new ExecActionType(bed.launcher);
        return run(Bed.action(type, command), bed, command);
    }

    /** From the start of the action to its first byte. */
    private long run(AsyncAction action, Bed bed, Watch watch) throws Exception {
        long begin = System.nanoTime();
        RunningAction running = action.start(bed.context(watch, "payload"));
        pipe.read();
        long took = System.nanoTime() - begin;
        Bed.end(running);
        return took;
    }

    private static void awaitSpare(Bed bed) throws InterruptedException {
        do {
            TimeUnit.MILLISECONDS.sleep(500);
        } while (bed.interpreters.spares().count() == 0);
    }

    private static void memory(Bed bed) throws Exception {
        awaitSpare(bed);
        long spare = ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("WorkerMain"))
                .mapToLong(ProcessHandle::pid)
                .max()
                .orElseThrow();
        Process idle = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xms16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PythonBench.class.getName(),
                        IDLE)
                .start();
        TimeUnit.SECONDS.sleep(2);
        for (String kind : List.of("Rss", "Pss")) {
            double floor = megabytes(idle.pid(), kind);
            double taken = megabytes(spare, kind);
            System.out.printf(
                    Locale.ROOT,
                    "%-56s     %8.1f MB  a JVM that does nothing %8.1f MB  ratio %5.1f%n",
                    "memory of a spare (" + kind + ")",
                    taken,
                    floor,
                    taken / floor);
        }
        idle.destroy();
    }

    private static double megabytes(long pid, String kind) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")).stream()
                .filter(line -> line.startsWith(kind + ":"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
                .findFirst()
                .orElseThrow();
    }

    /** Prints figures, and the ratio of the middle to that of another; returns the middle. */
    private static long say(String what, long[] nanos, long floor) {
        Arrays.sort(nanos);
        long middle = nanos[nanos.length / 2];
        System.out.printf(
                Locale.ROOT,
                "%-56s p50 %8.2f ms  least %8.2f ms  most %8.2f ms%s%n",
                what,
                middle / 1e6,
                nanos[0] / 1e6,
                nanos[nanos.length - 1] / 1e6,
                floor == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "  ratio %5.1f  more %8.2f ms",
                                middle / (double) floor,
                                (middle - floor) / 1e6));
        return middle;
    }
}
