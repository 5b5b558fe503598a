package twitcher.itest.faults;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Faults of the daemon's own, to see that the suite finds them: a line of its source is made wrong, and the class is
 * compiled into a copy of the distribution. Nothing of it is in what is shipped.
 */
enum Sabotage {
    /** After a reconnection only what was waiting to be read is read, as if nothing could have happened meanwhile. */
    NO_REREAD_ON_RECONNECT(
            "twitcher.zk",
            "twitcher/zk/Reads.java",
            "all.forEach(node -> restart(node, sameSession));",
            "all.stream().filter(node -> node.phase.unread()).forEach(node -> restart(node, sameSession));"),
    /** A node that was deleted and created again with the same version counts as the same. */
    VERSION_ONLY(
            "twitcher.api",
            "twitcher/api/Change.java",
            "Stat a = one.get();",
            "Stat a = one.get(); if (kind == Node.Kind.WATCH_DATA) return a.version() == other.get().version();"),
    /** What arrives during a run is dropped, whatever the mode. */
    NO_PENDING_CHANGE(
            "twitcher.engine",
            "twitcher/engine/lane/Seeing.java",
            "lane.policy().runMode() == RunMode.DISCARD && !lane.going.isEmpty() && lane.pending.isEmpty()",
            "!lane.going.isEmpty()");

    private final String bundle;
    private final String source;
    private final String right;
    private final String wrong;

    Sabotage(String bundle, String source, String right, String wrong) {
        this.bundle = bundle;
        this.source = source;
        this.right = right;
        this.wrong = wrong;
    }

    /** Makes a copy of the distribution in {@code folder} with this fault in it. */
    Path in(Path folder) throws IOException {
        Path copy = Distribution.copy(folder);
        Path text = write(folder.resolve("wrong").resolve(source), spoiled());
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(text, classes, copy);
        replace(Distribution.bundle(copy, bundle), classes);
        return copy;
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private String spoiled() throws IOException {
        Path root = Path.of(System.getProperty("twitcher.root"));
        String text =
                Files.readString(root.resolve(bundle).resolve("src/main/java").resolve(source));
        if (text.split(java.util.regex.Pattern.quote(right), -1).length != 2) {
            throw new IllegalStateException(source + ": has not exactly one '" + right + "': mend " + this);
        }
        return text.replace(right, wrong);
    }

    private static void compile(Path source, Path into, Path distribution) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> bundles = Files.list(distribution.resolve("bundles"));
                Stream<Path> lib = Files.list(distribution.resolve("lib"))) {
            String classPath = Stream.concat(bundles, lib)
                    .map(Path::toString)
                    .filter(name -> name.endsWith(".jar"))
                    .collect(java.util.stream.Collectors.joining(java.io.File.pathSeparator));
            List<String> options =
                    List.of("-proc:none", "-nowarn", "--release", "17", "-d", into.toString(), "-cp", classPath);
            boolean compiled = compiler.getTask(
                            complaints, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            if (!compiled) {
                throw new IllegalStateException(complaints.toString());
            }
        }
    }

    private static void replace(Path jar, Path classes) throws IOException {
        try (FileSystem inside = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of());
                Stream<Path> made = Files.walk(classes)) {
            for (Path file : made.filter(Files::isRegularFile).toList()) {
                Path place = inside.getPath(classes.relativize(file).toString());
                Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
