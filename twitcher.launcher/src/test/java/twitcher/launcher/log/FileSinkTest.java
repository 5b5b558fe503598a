package twitcher.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest {
    @TempDir
    Path folder;

    @Test
    void itAppendsAndFollowsARotation() throws Exception {
        Path file = Files.writeString(folder.resolve("log"), "before\n");
        Path rotated = folder.resolve("log.1");
        try (FileSink sink = new FileSink(file, LineFormat.TEXT)) {
            sink.write(Notices.warning("one"));
            Files.move(file, rotated);
            sink.write(Notices.warning("two"));
            sink.reopen();
            sink.write(Notices.warning("three"));
        }

        assertThat(Files.readAllLines(rotated)).hasSize(3).first().isEqualTo("before");
        assertThat(Files.readAllLines(file)).singleElement().asString().endsWith("three");
    }

    @Test
    void aNewFileIsNotForOthersToRead() throws Exception {
        Path file = folder.resolve("log");

        new FileSink(file, LineFormat.TEXT).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .endsWith("---");
    }

    @Test
    void theOldFileStaysInUseWhenTheNewOneCannotBeOpened() throws Exception {
        Path parent = Files.createDirectory(folder.resolve("logs"));
        Path moved = folder.resolve("moved");
        try (FileSink sink = new FileSink(parent.resolve("log"), LineFormat.TEXT)) {
            Files.move(parent, moved);
            assertThatThrownBy(sink::reopen).isInstanceOf(IOException.class);
            sink.write(Notices.warning("still here"));
        }

        assertThat(moved.resolve("log")).content().contains("still here");
    }
}
