package twitcher.itest.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * The daemon's own clock, which may be set without setting the machine's: libfaketime in front of its JVM, if that is
 * installed (Debian's libfaketime). Only the time of day moves, as when an administrator sets it; with its "monotonic fix"
 * every timed wait of the JVM would return at once, and the daemon spin.
 */
final class Clock {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"));

    private static final List<String> STEPS = List.of("+3600", "-3600", "+86400", "-86400", "+40", "-40");

    private final Optional<Path> library = PLACES.stream().filter(Files::exists).findFirst();
    private final Path folder;
    private final Path file;

    Clock(Path folder) throws IOException {
        this.folder = folder;
        file = folder.resolve("offset");
        set("+0");
        if (works()) {
            wrap(Path.of(System.getProperty("java.home")));
        }
    }

    /** Whether it can be set. */
    boolean works() {
        return library.isPresent();
    }

    /** A JDK whose {@code bin/java} has this clock. */
    Path javaHome() {
        return folder;
    }

    private void wrap(Path jdk) throws IOException {
        Files.copy(jdk.resolve("release"), folder.resolve("release"), StandardCopyOption.REPLACE_EXISTING);
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                export FAKETIME_CACHE_DURATION=1 FAKETIME_DONT_FAKE_MONOTONIC=1 FAKETIME_FORCE_MONOTONIC_FIX=0
                case " $* " in
                    *" -XX:ArchiveClassesAtExit="*) ;;
                    *) export LD_PRELOAD=%s FAKETIME_TIMESTAMP_FILE=%s ;;
                esac
                exec %s "$@"
                """.formatted(library.orElseThrow(), file, jdk.resolve("bin/java")));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Sets it, to what {@code pick} picks; within a second. */
    void step(int pick) throws IOException {
        set(STEPS.get(Math.floorMod(pick, STEPS.size())));
    }

    /** Sets it right. */
    void right() throws IOException {
        set("+0");
    }

    private void set(String offset) throws IOException {
        Path written = Files.writeString(folder.resolve("offset.new"), offset + "\n");
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
