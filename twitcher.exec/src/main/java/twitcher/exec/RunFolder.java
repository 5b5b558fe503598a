package twitcher.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder with the files that runs write to. It is the daemon's alone. */
final class RunFolder {
    private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final Path path;

    /** The folder in {@code stateDir}, made if it is not there. */
    RunFolder(Path stateDir) throws IOException {
        path = Files.createDirectories(
                stateDir.resolve("runs"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    Path path() {
        return path;
    }

    /**
     * The files of a run.
     *
     * @throws IllegalArgumentException if its id cannot be part of a file name
     */
    OutputFiles output(String runId) {
        if (!isName(runId)) {
            throw new IllegalArgumentException("runId: must be letters, digits, '-' and '_', was: " + runId);
        }
        return new OutputFiles(path, runId);
    }

    private static boolean isName(String runId) {
        boolean name = !runId.isEmpty() && isAlphanumeric(runId.charAt(0));
        for (int i = 0; i < runId.length(); i++) {
            char c = runId.charAt(i);
            name &= isAlphanumeric(c) || c == '_' || c == '-';
        }
        return name;
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /**
     * Deletes what daemons before this one forgot: spare files, and files without a change for a day, of which no process
     * lives.
     */
    void sweep() {
        Instant limit = Instant.now().minus(FORGOTTEN);
        try (Stream<Path> files = Files.list(path)) {
            Set<Path> old = files.filter(file -> isSpare(file) || olderThan(limit, file))
                    .collect(Collectors.toSet());
            Set<String> living = old.isEmpty() ? Set.of() : ProcTable.read().runs();
            for (Path file : old) {
                if (!living.contains(file.getFileName().toString().split("\\.", 2)[0])) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("{}: old files cannot be deleted: {}", path, e.toString());
        }
    }

    private static boolean isSpare(Path file) {
        return file.getFileName().toString().startsWith(SpareFiles.NAME);
    }

    private static boolean olderThan(Instant limit, Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(limit);
        } catch (IOException e) {
            return false;
        }
    }
}
