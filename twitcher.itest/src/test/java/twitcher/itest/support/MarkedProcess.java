package twitcher.itest.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A process of a run, found by what its environment says, as the daemon itself finds it.
 *
 * @param handle the process
 * @param runId the run it belongs to
 */
public record MarkedProcess(ProcessHandle handle, String runId) {
    private static final String RUN = "TWITCHER_RUN=";

    /** Those that live at this moment, of runs that have {@code mark} (such as NAME=value) in their environment. */
    public static List<MarkedProcess> living(String mark) {
        return ProcessHandle.allProcesses()
                .flatMap(handle -> of(handle, mark).stream())
                .toList();
    }

    private static Optional<MarkedProcess> of(ProcessHandle handle, String mark) {
        List<String> environment = environment(handle.pid());
        return environment.stream()
                .filter(entry -> entry.startsWith(RUN) && environment.contains(mark))
                .findFirst()
                .map(entry -> new MarkedProcess(handle, entry.substring(RUN.length())));
    }

    /** Empty of a zombie, and of a process that is gone or is another user's. */
    private static List<String> environment(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
            return Arrays.asList(new String(bytes, StandardCharsets.ISO_8859_1).split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Whether it lives still, as the same program or another. */
    public boolean lives() {
        return environment(handle.pid()).contains(RUN + runId);
    }
}
