package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static twitcher.exec.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Payload;
import twitcher.api.action.RunningAction;

class RunFolderTest {
    @TempDir
    private Path state;

    private Path file(RunFolder folder, String name, Duration age) throws IOException {
        Path file = Files.createFile(folder.path().resolve(name));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
        return file;
    }

    @Test
    void onlyOldFilesOfNoLivingRunAreSwept() throws IOException {
        RunFolder folder = new RunFolder(state);
        try (Bed bed = new Bed(BackendKind.BUILDER)) {
            RunningAction living = bed.start(
                    "living", List.of("sleep", "1000"), Payload.EMPTY, Bed.surroundings(Duration.ofMillis(100)));
            await().until(() -> !bed.carriers("living").isEmpty());
            Path young = file(folder, "gone.out", Duration.ofHours(23));
            Path old = file(folder, "gone.err", Duration.ofHours(25));
            Path ends = file(folder, "gone.out.ends", Duration.ofHours(25));
            Path carried = file(folder, "living.out", Duration.ofHours(25));
            folder.sweep();
            assertThat(young).exists();
            assertThat(carried).exists();
            assertThat(old).doesNotExist();
            assertThat(ends).doesNotExist();
            living.stop();
            Bed.end(living);
        }
    }

    @Test
    void anIdThatIsNoFileNameIsRefused() throws IOException {
        RunFolder folder = new RunFolder(state);
        for (String id : new String[] {"", "../x", "a/b", ".x", "a b"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> folder.output(id));
        }
    }
}
