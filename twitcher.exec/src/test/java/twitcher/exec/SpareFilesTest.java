package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that runs left, with real files and leases. */
final class SpareFilesTest {
    @TempDir
    private Path folder;

    private SpareFiles spares;
    private long now = -5;

    @BeforeEach
    void open() throws IOException {
        assumeThat(NativeCode.problem(folder)).isEmpty();
        assumeThat(mayLease(file("probe")))
                .as("leases, which not all file systems have")
                .isTrue();
        spares = new SpareFiles((int) SelfStatus.read().uid(), () -> now);
    }

    @AfterEach
    void close() {
        if (spares != null) {
            spares.close();
        }
    }

    private Path file(String name) throws IOException {
        return Files.createFile(
                folder.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    private static boolean mayLease(Path probe) throws IOException {
        int file = Libc.open(probe.toString(), Libc.O_WRONLY, 0);
        int leased = Libc.fcntl(file, Libc.F_SETLEASE, Libc.F_WRLCK);
        Libc.fcntl(file, Libc.F_SETLEASE, Libc.F_UNLCK);
        Libc.close(file);
        Files.delete(probe);
        return leased == 0;
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.count();
        }
    }

    @Test
    void anEmptyFileIsThatOfTheNextRun() throws IOException {
        Path first = file("first.out");
        Object inode = Files.getAttribute(first, "unix:ino");
        Files.setLastModifiedTime(first, FileTime.fromMillis(0));
        assertThat(spares.keep(first)).isTrue();
        assertThat(first).doesNotExist();
        assertThat(files()).isOne();

        Path second = folder.resolve("second.out");
        int open = spares.become(second);
        assertThat(Files.getLastModifiedTime(second)).isGreaterThan(FileTime.fromMillis(0));
        assertThat(open).isNotNegative();
        assertThat(Files.getAttribute(second, "unix:ino")).isEqualTo(inode);
        assertThat(Libc.write(open, new byte[] {'x'}, 1)).isOne();
        Libc.close(open);
        assertThat(second).hasContent("x");
        assertThat(spares.become(folder.resolve("third.out"))).isNegative();
    }

    @Test
    void oneThatIsOldIsNotUsed() throws IOException {
        assertThat(spares.keep(file("first.out"))).isTrue();
        now += Duration.ofMinutes(50).toNanos();
        assertThat(spares.keep(file("second.out"))).isTrue();
        now += Duration.ofMinutes(50).toNanos();
        int open = spares.become(folder.resolve("third.out"));
        assertThat(open).isNotNegative();
        Libc.close(open);
        assertThat(files()).isOne();
        assertThat(spares.become(folder.resolve("fourth.out"))).isNegative();
    }

    @Test
    void whatSomebodyStillHasOpenIsNotKept() throws IOException {
        Path writing = file("writing.out");
        Path reading = file("reading.out");
        OutputStream out = Files.newOutputStream(writing);
        FileChannel in = FileChannel.open(reading, StandardOpenOption.READ);
        assertThat(spares.keep(writing)).isFalse();
        assertThat(spares.keep(reading)).isFalse();
        assertThat(writing).exists();
        assertThat(reading).exists();
        out.close();
        in.close();
        assertThat(spares.keep(writing)).isTrue();
    }

    @Test
    void whatIsNotAsItWasMadeIsNotKept() throws IOException {
        Path full = Files.writeString(file("full.out"), "x");
        Path named = file("named.out");
        Files.createLink(folder.resolve("other name"), named);
        Path open = file("open.out");
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-rw-rw-"));
        Path away = folder.resolve("away.out");
        assertThat(Stream.of(full, named, open, away)).noneMatch(spares::keep);
        try (SpareFiles foreign = new SpareFiles((int) SelfStatus.read().uid() + 1, () -> now)) {
            assertThat(foreign.keep(file("foreign.out"))).isFalse();
        }
        assertThat(full).hasContent("x");
    }

    @Test
    void aPipeInItsPlaceHoldsNothingUp() throws Exception {
        Path pipe = folder.resolve("pipe.out");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(spares.keep(pipe)).isFalse();
    }

    @Test
    void fewAreKeptAndNoneIsLeftInTheEnd() throws IOException {
        long kept = 0;
        for (int i = 0; i < 100; i++) {
            kept += spares.keep(file(i + ".out")) ? 1 : 0;
        }
        assertThat(kept).isBetween(2L, 50L);
        long others = 100 - kept;
        spares.close();
        assertThat(files()).isEqualTo(others);
        assertThat(spares.keep(file("late.out"))).isFalse();
    }

    @Test
    void oneThatWasDeletedIsMissedByNobody() throws IOException {
        assertThat(spares.keep(file("first.out"))).isTrue();
        try (Stream<Path> all = Files.list(folder)) {
            Files.delete(all.findFirst().orElseThrow());
        }
        assertThat(spares.become(folder.resolve("second.out"))).isNegative();
        assertThat(folder.resolve("second.out")).doesNotExist();
    }
}
