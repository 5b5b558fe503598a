package twitcher.exec;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM with the class path of the tests, started as another user, or with other signals, or to be killed. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final Path output;

    private ChildJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts {@code main}, with {@code front} in front of the command. */
    static ChildJvm start(List<String> front, Class<?> main, String... arguments) throws IOException {
        return start(front, System.getProperty("java.class.path"), main, arguments);
    }

    /** The same for a user who may not read what this one may: with a copy of the class path in {@code folder}. */
    static ChildJvm startFrom(Path folder, List<String> front, Class<?> main, String... arguments) throws IOException {
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path target =
                    folder.resolve("cp" + copies.size()).resolve(Path.of(entry).getFileName());
            copy(Path.of(entry), target);
            copies.add(target.toString());
        }
        return start(front, String.join(File.pathSeparator, copies), main, arguments);
    }

    private static ChildJvm start(List<String> front, String classPath, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(front);
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        command.addAll(List.of(java, "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("twitcher-child-jvm", ".log");
        Process process = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ChildJvm(process, output);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.collect(Collectors.toList())) {
                Path target = path.equals(from)
                        ? to
                        : to.resolve(from.relativize(path).toString());
                Files.createDirectories(target.getParent());
                if (!Files.isDirectory(path)) {
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** What it said, once it has ended; an error if it says more than nothing is wrong. */
    String await() throws IOException, InterruptedException {
        if (!process.waitFor(15, TimeUnit.MINUTES)) {
            throw new AssertionError("no end in sight: " + Files.readString(output));
        }
        if (process.exitValue() != 0) {
            throw new AssertionError("exit " + process.exitValue() + ": " + Files.readString(output));
        }
        return Files.readString(output);
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(output);
    }
}
