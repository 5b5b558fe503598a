package twitcher.exec;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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
 * a compiler. Ratios are to be compared, within one run.
 */
public final class SpawnBench {
    private static final List<Integer> THREADS = List.of(1, 2, 8);
    private static final List<String> TRUE = List.of("/bin/true");
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

    private final int count;
    private final Map<String, Callable<?>> candidates = new LinkedHashMap<>();

    private SpawnBench(int count) {
        this.count = count;
    }

    /** Argument: how many processes per figure (1,000). */
    public static void main(String[] args) throws Exception {
        new SpawnBench(args.length == 0 ? 1000 : Integer.parseInt(args[0])).run();
        System.exit(0);
    }

    private void run() throws Exception {
        Path folder = Files.createTempDirectory("twitcher-spawn-bench");
        Optional<Path> yardstick = compile(folder);
        try (Bed builder = new Bed(BackendKind.BUILDER);
                Bed posixSpawn = new Bed(BackendKind.NATIVE)) {
            candidates.put("ProcessBuilder, nothing else", SpawnBench::plain);
            candidates.put("builder (setsid, files, clean env)", () -> run(builder, surroundings("", 022)));
            candidates.put("native (the same)", () -> run(posixSpawn, surroundings("", 022)));
            candidates.put("native, another umask", () -> run(posixSpawn, surroundings("", 027)));
            if (SelfStatus.read().mayChangeIdentity()) {
                candidates.put("builder, another user", () -> run(builder, surroundings("nobody", 022)));
                candidates.put("native, another user", () -> run(posixSpawn, surroundings("nobody", 022)));
            }
            System.out.printf("%-36s %7s %9s %9s %9s%n", "", "threads", "p50 ms", "p99 ms", "per s");
            for (int threads : THREADS) {
                if (yardstick.isPresent()) {
                    compiled(yardstick.get(), threads);
                }
                for (Map.Entry<String, Callable<?>> candidate : candidates.entrySet()) {
                    measure(candidate.getKey(), candidate.getValue(), threads);
                }
            }
        }
    }

    private static Surroundings surroundings(String user, int umask) {
        Optional<String> name = Optional.of(user).filter(text -> !text.isEmpty());
        return new Surroundings(true, name, Optional.empty(), Map.of(), "/", umask, Duration.ofSeconds(5));
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

    private void measure(String name, Callable<?> candidate, int threads) throws Exception {
        timed(candidate, threads, count / 4);
        report(name, threads, () -> timed(candidate, threads, count));
    }

    private void report(String name, int threads, Callable<long[]> what) throws Exception {
        long start = System.nanoTime();
        long[] nanos = what.call();
        double seconds = (System.nanoTime() - start) / 1e9;
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-36s %7d %9.2f %9.2f %9.0f%n",
                name,
                threads,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos.length / seconds);
    }

    private static long[] timed(Callable<?> candidate, int threads, int count) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<long[]>> parts = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            parts.add(pool.submit(() -> {
                long[] nanos = new long[count / threads];
                for (int j = 0; j < nanos.length; j++) {
                    long start = System.nanoTime();
                    candidate.call();
                    nanos[j] = System.nanoTime() - start;
                }
                return nanos;
            }));
        }
        LongStream all = LongStream.empty();
        for (Future<long[]> part : parts) {
            all = LongStream.concat(all, LongStream.of(part.get()));
        }
        pool.shutdown();
        return all.toArray();
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
            System.out.println("no C compiler, so no yardstick");
            return Optional.empty();
        }
    }

    /** As many processes of the yardstick as others have threads. */
    private void compiled(Path program, int threads) throws Exception {
        report("C posix_spawn, nothing else", threads, () -> {
            List<Process> processes = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                processes.add(new ProcessBuilder(program.toString(), String.valueOf(count / threads)).start());
            }
            LongStream all = LongStream.empty();
            for (Process process : processes) {
                all = LongStream.concat(all, process.inputReader().lines().mapToLong(Long::parseLong));
            }
            return all.toArray();
        });
    }
}
