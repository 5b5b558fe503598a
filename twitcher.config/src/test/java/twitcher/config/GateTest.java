package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.admin.FileStatus;

@Timeout(60)
class GateTest {
    private RealFramework gate;
    private final LineLanguage language = new LineLanguage();

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        gate = new RealFramework(Files.createDirectories(directory.resolve("folder")), directory.resolve("state"));
        gate.register(language, "lines", "twc");
    }

    @AfterEach
    void stop() {
        gate.close();
    }

    @Test
    void aFileDroppedIntoTheFolderIsPublished() {
        gate.write("web.twc", "/a date\n/b date\n");

        gate.awaitState("web.twc", FileStatus.State.ACTIVE);
        assertThat(gate.ids("web.twc")).containsExactly("web.twc:web.twc-1", "web.twc:web.twc-2");
    }

    @Test
    void aDeletedFilePublishesAReadingWithoutWatchesBeforeItVanishes() throws Exception {
        gate.write("web.twc", "/a date\n");
        gate.awaitState("web.twc", FileStatus.State.ACTIVE);

        Files.delete(gate.folder.resolve("web.twc"));

        await().atMost(RealFramework.SOON).until(() -> gate.readings().isEmpty());
        assertThat(gate.history).containsExactly("+ web.twc 1", "+ web.twc 0", "- web.twc 1", "- web.twc 0");
    }
}
