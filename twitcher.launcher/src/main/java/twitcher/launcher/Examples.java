package twitcher.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The distribution's example configs, which become the watched folder of a developer's first start. */
final class Examples {
    private Examples() {}

    /** Copies the tree; the target must not exist yet. */
    static void copy(Path source, Path target) throws StartFailure {
        try (Stream<Path> entries = Files.walk(source)) {
            List<Path> paths = entries.toList();
            for (Path path : paths) {
                Files.copy(path, target.resolve(source.relativize(path).toString()));
            }
        } catch (IOException e) {
            throw new StartFailure("--config_path " + target + ": the examples cannot be copied there: " + Words.of(e));
        }
    }
}
