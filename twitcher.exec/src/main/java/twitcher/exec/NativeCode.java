package twitcher.exec;

import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether native code can be called here; the first question loads it. */
final class NativeCode {
    private static final String UNPACK_TO = "jna.tmpdir";
    private static final int MOUNT_POINT = 4;
    private static final int MOUNT_OPTIONS = 5;

    private NativeCode() {}

    /**
     * Why native code cannot be called, or does not find what it needs; empty if all is well. It is unpacked to {@code
     * folder}, or to where temporary files go if nothing may be executed there, and deleted as soon as it is loaded.
     */
    static synchronized Optional<String> problem(Path folder) {
        String before = System.getProperty(UNPACK_TO);
        try {
            Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
            Path target = Stream.of(folder, temporary)
                    .filter(NativeCode::mayExecute)
                    .findFirst()
                    .orElse(folder);
            System.setProperty(UNPACK_TO, target.toString());
            Optional<String> problem = problem();
            endThreadOfJna();
            return problem;
        } finally {
            if (before == null) {
                System.clearProperty(UNPACK_TO);
            } else {
                System.setProperty(UNPACK_TO, before);
            }
        }
    }

    private static Optional<String> problem() {
        try {
            if (!Platform.isLinux() || !Platform.is64Bit() || !(Platform.isIntel() || Platform.isARM())) {
                return Optional.of("not made for " + Platform.RESOURCE_PREFIX);
            }
            int self = Libc.pidfdOpen(ProcessHandle.current().pid());
            if (self < 0) {
                return Optional.of("no pidfd_open, which Linux has since 5.3: " + Libc.lastError());
            }
            Libc.close(self);
            return Optional.empty();
        } catch (LinkageError e) {
            return Optional.of(
                    String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown"));
        }
    }

    /**
     * Ends the thread that frees what JNA allocates, which is nothing here. It would go on for ever, and keep the classes
     * of an updated bundle in memory.
     */
    private static void endThreadOfJna() {
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getClass().getClassLoader() == NativeCode.class.getClassLoader())
                .filter(thread -> thread.getClass().getName().startsWith("com.sun.jna."))
                .forEach(Thread::interrupt);
    }

    /** Whether the file system of {@code folder} is mounted without noexec. */
    private static boolean mayExecute(Path folder) {
        try {
            Path real = folder.toRealPath();
            return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                    .map(line -> List.of(line.split(" ")))
                    .filter(fields -> real.startsWith(fields.get(MOUNT_POINT)))
                    .max(Comparator.comparing(fields -> fields.get(MOUNT_POINT).length()))
                    .filter(fields ->
                            !List.of(fields.get(MOUNT_OPTIONS).split(",")).contains("noexec"))
                    .isPresent();
        } catch (IOException e) {
            return false;
        }
    }
}
