package twitcher.exec;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import twitcher.api.Payload;
import twitcher.api.Surroundings;

/**
 * Measures each way of making processes, at 1, 2 and 8 threads: how long from the call to the known end of
 * {@code /bin/true}, and how many a second. A program in C that calls posix_spawn in a loop is the yardstick, if there is
 * a compiler; the last two columns are multiples of it.
 */
public final class SpawnBench {
    private static final List<Integer> THREADS = List.of(1, 2, 8);
    private static final List<String> TRUE = List.of("/bin/true");
    private static final String FLOOR = "C posix_spawn, nothing else";
    private static final String YARDSTICK = """
            #include <spawn.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <sys/wait.h>
            #include <time.h>
            extern char **environ;
            int main(int argc, char **argv) {
                int count = atoi(argv[1]);
                char *command[] = {"/bin/true", 0};
                for (int i = 0; i < count; i++) {
                    struct timespec a, b;
                    pid_t pid;
                    int status;
                    clock_gettime(CLOCK_MONOTONIC, &a);
                    if (posix_spawn(&pid, command[0], 0, 0, command, environ) != 0) return 1;
                    waitpid(pid, &status, 0);
                    clock_gettime(CLOCK_MONOTONIC, &b);
                    printf("%lld\\n", (b.tv_sec - a.tv_sec) * 1000000000LL + b.tv_nsec - a.tv_nsec);
                }
                return 0;
            }
            """;

    private final int rounds;
    private final Map<String, Candidate> candidates = new LinkedHashMap<>();

    /** One way of making processes: as many as it takes to fill {@code nanos}, one after the other. */
    private interface Candidate {
        void run(long[] nanos) throws Exception;
    }

    private SpawnBench(int rounds) {
        this.rounds = rounds;
    }

    /** Argument: how many rounds of 100 processes per figure (5). */
    public static void main(String[] args) throws Exception {
        new SpawnBench(args.length == 0 ? 5 : Integer.parseInt(args[0])).run();
        System.exit(0);
    }

    private void run() throws Exception {
        Path folder = Files.createTempDirectory("twitcher-spawn-bench");
        try (Bed builder = new Bed(BackendKind.BUILDER);
                Bed posixSpawn = new Bed(BackendKind.NATIVE)) {
            compile(folder).ifPresent(program -> candidates.put(FLOOR, nanos -> compiled(program, nanos)));
            candidates.put("ProcessBuilder, nothing else", each(SpawnBench::plain));
            candidates.put("builder: session, files, clean", each(() -> run(builder, surroundings("", 022))));
            candidates.put("native: the same", each(() -> run(posixSpawn, surroundings("", 022))));
            candidates.put("native, another umask", each(() -> run(posixSpawn, surroundings("", 027))));
            if (SelfStatus.read().mayChangeIdentity()) {
                candidates.put("builder, another user", each(() -> run(builder, surroundings("nobody", 022))));
                candidates.put("native, another user", each(() -> run(posixSpawn, surroundings("nobody", 022))));
            }
            for (int threads : THREADS) {
                report(threads);
            }
        }
    }

    private static Surroundings surroundings(String user, int umask) {
        Optional<String> name = Optional.of(user).filter(text -> !text.isEmpty());
        return new Surroundings(true, name, Optional.empty(), Map.of(), "/", umask, Duration.ofSeconds(5));
    }

    private static Candidate each(Callable<?> one) {
        return nanos -> {
            for (int i = 0; i < nanos.length; i++) {
                long start = System.nanoTime();
                one.call();
                nanos[i] = System.nanoTime() - start;
            }
        };
    }

    private static Object run(Bed bed, Surroundings surroundings) {
        return Bed.end(bed.start(TRUE, Payload.EMPTY, surroundings));
    }

    private static Object plain() throws Exception {
        return new ProcessBuilder(TRUE)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static void compiled(Path program, long[] nanos) throws Exception {
        Process process = new ProcessBuilder(program.toString(), String.valueOf(nanos.length)).start();
        long[] measured =
                process.inputReader().lines().mapToLong(Long::parseLong).toArray();
        System.arraycopy(measured, 0, nanos, 0, nanos.length);
    }

    /** The candidates take turns, so that what else goes on at the machine disturbs all alike. */
    private void report(int threads) throws Exception {
        Map<String, List<long[]>> nanos = new LinkedHashMap<>();
        for (int round = -1; round < rounds; round++) {
            System.err.printf("threads: %d, round %d of %d%n", threads, round + 1, rounds);
            for (Map.Entry<String, Candidate> candidate : candidates.entrySet()) {
                List<long[]> all = nanos.computeIfAbsent(candidate.getKey(), key -> new ArrayList<>());
                List<long[]> parts = together(candidate.getValue(), threads);
                if (round >= 0) {
                    all.addAll(parts);
                }
            }
        }
        System.out.printf(
                "%-34s %7s %7s %7s %7s %9s%n", "threads: " + threads, "p50 ms", "p99 ms", "per s", "p50 x", "rate x");
        double[] floor = nanos.containsKey(FLOOR) ? figures(nanos.get(FLOOR), threads) : new double[] {1, 1, 1};
        nanos.forEach((name, parts) -> print(name, figures(parts, threads), floor));
    }

    private static void print(String name, double[] figures, double[] floor) {
        System.out.printf(
                Locale.ROOT,
                "%-34s %7.2f %7.2f %7.0f %7.2f %9.2f%n",
                name,
                figures[0],
                figures[1],
                figures[2],
                figures[0] / floor[0],
                figures[2] / floor[2]);
    }

    /** Median, 99th percentile in milliseconds, and how many a second by all threads together. */
    private static double[] figures(List<long[]> parts, int threads) {
        long[] all = parts.stream().flatMapToLong(LongStream::of).sorted().toArray();
        double mean = LongStream.of(all).average().orElseThrow();
        return new double[] {all[all.length / 2] / 1e6, all[all.length * 99 / 100] / 1e6, threads * 1e9 / mean};
    }

    private static List<long[]> together(Candidate candidate, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<long[]>> parts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            parts.add(pool.submit(() -> {
                long[] nanos = new long[100 / threads];
                candidate.run(nanos);
                return nanos;
            }));
        }
        List<long[]> all = new ArrayList<>();
        for (Future<long[]> part : parts) {
            all.add(part.get());
        }
        pool.shutdown();
        return all;
    }

    private static Optional<Path> compile(Path folder) throws IOException, InterruptedException {
        Path source = Files.writeString(folder.resolve("yardstick.c"), YARDSTICK);
        Path program = folder.resolve("yardstick");
        try {
            int status = new ProcessBuilder("cc", "-O2", "-o", program.toString(), source.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            return status == 0 ? Optional.of(program) : Optional.empty();
        } catch (IOException e) {
            System.out.println("no C compiler, so no yardstick: ratios are to nothing");
            return Optional.empty();
        }
    }
}
