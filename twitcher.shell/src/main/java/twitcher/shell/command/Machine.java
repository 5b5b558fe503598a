package twitcher.shell.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The daemon's process.
 *
 * @param pid its id
 * @param started when it was started
 * @param heapUsed bytes of the heap in use
 * @param heapMax bytes the heap may have
 * @param resident bytes of memory it has, if the kernel tells
 * @param threads how many it has, the JVM's own included, if the kernel tells
 */
record Machine(
        long pid, Instant started, long heapUsed, long heapMax, Optional<Long> resident, Optional<Long> threads) {
    private static final Path KERNEL = Path.of("/proc/self/status");
    private static final Instant FIRST_SEEN = Instant.now();

    static Machine now() {
        ProcessHandle self = ProcessHandle.current();
        Runtime runtime = Runtime.getRuntime();
        Map<String, Long> kernel = kernel();
        return new Machine(
                self.pid(),
                self.info().startInstant().orElse(FIRST_SEEN),
                runtime.totalMemory() - runtime.freeMemory(),
                runtime.maxMemory(),
                Optional.ofNullable(kernel.get("VmRSS")).map(kilobytes -> kilobytes * 1024),
                Optional.ofNullable(kernel.get("Threads")));
    }

    /** The lines {@code Name: number} of the kernel's report. */
    private static Map<String, Long> kernel() {
        Predicate<String> wanted = line -> line.startsWith("VmRSS:") || line.startsWith("Threads:");
        try (Stream<String> lines = Files.lines(KERNEL)) {
            return lines.filter(wanted)
                    .map(line -> line.split(":\\s*|\\s+"))
                    .collect(Collectors.toMap(fields -> fields[0], fields -> Long.parseLong(fields[1])));
        } catch (IOException e) {
            return Map.of(); // no such file on this system
        }
    }

    /** Memory and threads, as lines. */
    void lines(Page page) {
        String rss = resident.map(bytes -> ", resident " + megabytes(bytes)).orElse("");
        page.line("memory", "heap " + megabytes(heapUsed) + " of " + megabytes(heapMax) + rss);
        threads.ifPresent(count -> page.line("threads", count));
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MB";
    }
}
