package twitcher.itest.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is shipped, and copies of it. They are without Python, which no round uses, and which each of the many starts of a
 * daemon would unpack.
 */
final class Distribution {
    /** As the build made it. */
    static final Path BUILT = Path.of(System.getProperty("twitcher.distribution"))
            .toAbsolutePath()
            .normalize();

    private Distribution() {}

    /** A copy whose bundles may be replaced, and whose {@code lib} is the built one. */
    static Path copy(Path folder) throws IOException {
        return copy(folder, false);
    }

    /** A copy whose {@code lib} is its own too, for another Java than this one. */
    static Path whole(Path folder) throws IOException {
        return copy(folder, true);
    }

    private static Path copy(Path folder, boolean whole) throws IOException {
        Files.createDirectories(folder);
        for (String part : List.of("bin", "bundles", "etc")) {
            copyFiles(BUILT.resolve(part), folder.resolve(part));
        }
        if (whole) {
            copyFiles(BUILT.resolve("lib"), folder.resolve("lib"));
        } else {
            Files.createSymbolicLink(folder.resolve("lib"), BUILT.resolve("lib"));
        }
        return folder;
    }

    private static void copyFiles(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Distribution::wanted).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static boolean wanted(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && !name.endsWith(".jsa") && !name.startsWith("twitcher.config.python");
    }

    /** The jar of a bundle in the copy at {@code folder}. */
    static Path bundle(Path folder, String name) throws IOException {
        try (Stream<Path> jars = Files.list(folder.resolve("bundles"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(name + "-2"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
