package twitcher.config.python;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * The files that workers are started from, in a folder of the state directory whose name tells the JVM and what is in
 * the bundle: made once, used until either changes.
 */
final class Kit {
    private static final String MAIN = "twitcher.config.python.worker.WorkerMain";
    private static final String LIFTER = "twitcher.config.python.worker.Lifter";
    private static final int NATIVE_ACCESS_SINCE = 22;

    /** The JVM is to use another signal than SIGUSR2 for itself, or a function that gets that one crashes. */
    private static final String FREE_USR2 = "_JAVA_SR_SIGNUM=60";

    /** Each heap of malloc keeps what it once took. */
    private static final String FEW_ARENAS = "MALLOC_ARENA_MAX=2";

    private final Path home;
    private final Parts parts;
    private Path folder;

    /** A kit in a folder below {@code home}; nothing is done yet. */
    Kit(Path home, Parts parts) {
        this.home = home;
        this.parts = parts;
    }

    /** Unpacks what is missing. */
    synchronized void unpack() throws IOException {
        if (folder == null) {
            folder = unpacked(home.resolve(version()));
        }
    }

    /** The command that starts a worker, with {@code options} for its JVM. Only after {@link #unpack}, as all others. */
    synchronized List<String> command(List<String> options) {
        List<String> command = java();
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=/dev/null",
                "-Xms16m",
                "-XX:-MaxFDLimit",
                "-Xss2m",
                "-XX:+UseTransparentHugePages",
                "-XX:-PrintWarnings",
                "-Dfile.encoding=UTF-8",
                "-Djffi.boot.library.path=" + folder,
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"));
        if (Runtime.version().feature() >= NATIVE_ACCESS_SINCE) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), MAIN));
        return command;
    }

    private List<String> java() {
        List<String> command = new ArrayList<>(List.of("/usr/bin/env", FREE_USR2, FEW_ARENAS));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-Xshare:auto", "-Xlog:disable", "-Xlog:all=off", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
        return command;
    }

    /** Nobody waits for it: what somebody waits for goes first. */
    private static List<String> unhurried(List<String> command) {
        List<String> niced = new ArrayList<>(command);
        niced.addAll(niced.indexOf(FEW_ARENAS) + 1, List.of("nice", "-n", "19"));
        return niced;
    }

    /** In an order that the class archive depends on. */
    private String classPath() {
        return Stream.of(folder.resolve("worker.jar"), lifted(), folder.resolve("jython.jar"))
                .filter(Files::exists)
                .map(Path::toString)
                .collect(Collectors.joining(":"));
    }

    /** The command that makes {@link #lifted}. */
    synchronized List<String> lifter() {
        List<String> command = unhurried(java());
        command.addAll(List.of("-cp", classPath(), LIFTER));
        command.addAll(List.of(folder.resolve("jython.jar").toString(), lifted().toString()));
        return command;
    }

    /** Jython's old classes, fit for the archive. */
    synchronized Path lifted() {
        return folder.resolve("lifted.jar");
    }

    /** The command of a worker that writes the archive when it ends. */
    synchronized List<String> archiver(Path archive) {
        return unhurried(command(List.of("-XX:ArchiveClassesAtExit=" + archive)));
    }

    /** The options by which a JVM uses the class archive, if it is there. */
    synchronized List<String> archived() {
        return Files.exists(archive()) ? List.of("-XX:SharedArchiveFile=" + archive()) : List.of();
    }

    /** Where the class archive belongs. */
    synchronized Path archive() {
        return folder.resolve("classes.jsa");
    }

    private String version() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String jvm = System.getProperty("java.home")
                    + System.getProperty("java.vm.version")
                    + parts.jython().getPath();
            digest.update(jvm.getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, URL> file : parts.worker().entrySet()) {
                digest.update(file.getKey().getBytes(StandardCharsets.UTF_8));
                try (InputStream in = file.getValue().openStream()) {
                    digest.update(in.readAllBytes());
                }
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private Path unpacked(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            return target;
        }
        Files.createDirectories(
                home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        removeAll();
        Path part = Files.createDirectory(home.resolve("part"));
        try (InputStream in = parts.jython().openStream()) {
            Files.copy(in, part.resolve("jython.jar"));
        }
        nativePart(part);
        worker(part.resolve("worker.jar"));
        return Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What older versions left; processes that use it have its files open. */
    private void removeAll() throws IOException {
        try (Stream<Path> tree = Files.walk(home)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(home)) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    /** Beside the jars, so that no worker has to unpack it to where temporary files go. */
    private static void nativePart(Path part) throws IOException {
        String machine = System.getProperty("os.arch").replace("amd64", "x86_64");
        try (ZipFile jython = new ZipFile(part.resolve("jython.jar").toFile())) {
            ZipEntry entry = jython.getEntry("jni/" + machine + "-Linux/libjffi-1.2.so");
            if (entry != null) {
                try (InputStream in = jython.getInputStream(entry)) {
                    Files.copy(in, part.resolve("libjffi-1.2.so"));
                }
            }
        }
    }

    private void worker(Path jar) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, URL> file : parts.worker().entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()).setLastModifiedTime(FileTime.fromMillis(0)));
                try (InputStream in = file.getValue().openStream()) {
                    in.transferTo(out);
                }
            }
        }
    }
}
