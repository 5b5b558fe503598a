package twitcher.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void aMissingOneIsMadeForItsOwnerAlone() throws Exception {
        Path path = folder.resolve("a/b");

        try (StateDirectory state = StateDirectory.open(path)) {
            assertThat(state.cache()).isEqualTo(path.resolve("cache"));
            assertThat(mode(path)).isEqualTo("rwx------");
            assertThat(path.resolve("lock"))
                    .hasContent(Long.toString(ProcessHandle.current().pid()));
        }
    }

    @Test
    void aSecondDaemonIsToldWhoHoldsIt() throws Exception {
        Path path = folder.resolve("state");

        try (StateDirectory state = StateDirectory.open(path)) {
            assertThat(state).isNotNull();
            assertThatThrownBy(() -> StateDirectory.open(path))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("--state_dir " + path)
                    .hasMessageContaining(
                            "held by pid " + ProcessHandle.current().pid());
        }
        StateDirectory.open(path).close();
    }

    @Test
    void anEmptyFolderBecomesPrivate() throws Exception {
        Path path = makeFolder("rwxr-xr-x");

        StateDirectory.open(path).close();

        assertThat(mode(path)).isEqualTo("rwx------");
    }

    @Test
    void aFolderWithOtherThingsInItIsLeftAlone() throws Exception {
        Path path = makeFolder("rwxr-xr-x");
        Files.createFile(path.resolve("precious"));

        assertThatThrownBy(() -> StateDirectory.open(path))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("rwxr-xr-x")
                .hasMessageContaining("name another one");
        assertThat(mode(path)).isEqualTo("rwxr-xr-x");
    }

    @Test
    void aFileIsNoStateDirectory() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> StateDirectory.open(file))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("is no directory");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamedWithTheFlag() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> StateDirectory.open(file.resolve("state")))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("--state_dir " + file.resolve("state"));
    }

    private Path makeFolder(String permissions) throws IOException {
        Path path = Files.createDirectory(folder.resolve("state"));
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
