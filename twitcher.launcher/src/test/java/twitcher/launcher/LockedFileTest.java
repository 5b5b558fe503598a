package twitcher.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockedFileTest {
    private static final String PID = Long.toString(ProcessHandle.current().pid());

    @TempDir
    Path folder;

    @Test
    void itHoldsThePidAndGoesWhenItIsClosed() throws Exception {
        Path path = folder.resolve("pid");

        LockedFile file = LockedFile.lock(path, "--pidfile");
        assertThat(path).hasContent(PID);
        file.close();
        file.close();

        assertThat(path).doesNotExist();
    }

    @Test
    void whatADeadDaemonLeftIsTakenOver() throws Exception {
        Path path = Files.writeString(folder.resolve("pid"), "123456789 and more\n");

        try (LockedFile file = LockedFile.lock(path, "--pidfile")) {
            assertThat(file).isNotNull();
            assertThat(path).hasContent(PID);
        }
    }

    @Test
    void aSymbolicLinkIsNotFollowed() throws Exception {
        Path target = Files.writeString(folder.resolve("precious"), "text");
        Path link = Files.createSymbolicLink(folder.resolve("pid"), target);

        assertThatThrownBy(() -> LockedFile.lock(link, "--pidfile " + link))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("--pidfile " + link + ": cannot be written");
        assertThat(target).hasContent("text");
    }

    @Test
    void aMissingFolderIsSaidInWords() {
        Path path = folder.resolve("missing/pid");

        assertThatThrownBy(() -> LockedFile.lock(path, "--pidfile " + path))
                .isInstanceOf(StartFailure.class)
                .hasMessage("--pidfile " + path + ": cannot be written: no such file or directory");
    }
}
