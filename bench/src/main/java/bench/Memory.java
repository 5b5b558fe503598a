package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a JVM takes at one moment.
 *
 * @param resident its resident memory, in bytes
 * @param live what is on its heap after a full collection, in bytes; the JVM's own count
 */
record Memory(double resident, double live) {
    static Memory of(Process process) throws IOException {
        return new Memory(resident(process), live(process));
    }

    static double resident(Process process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024.0)
                .findFirst()
                .orElseThrow();
    }

    private static double live(Process process) throws IOException {
        Process jcmd = new ProcessBuilder(
                        Path.of(Java.command()).resolveSibling("jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        return jcmd.inputReader()
                .lines()
                .filter(line -> line.startsWith("Total"))
                .mapToDouble(line -> Double.parseDouble(line.trim().split("\\s+")[2]))
                .findFirst()
                .orElseThrow(() -> new IOException("jcmd tells no heap; it needs a JDK"));
    }

    /** What is above {@code less}, for each of {@code count}. */
    Memory each(Memory less, int count) {
        return new Memory((resident - less.resident) / count, (live - less.live) / count);
    }
}
