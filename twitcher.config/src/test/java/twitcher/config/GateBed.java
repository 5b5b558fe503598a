package twitcher.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A watched folder with the gate before it, in a real framework. */
@Timeout(240)
abstract class GateBed {
    final Logger quiet = Logger.getLogger("twitcher.config");
    final LineLanguage language = new LineLanguage();
    Path directory;
    Path folder;
    RealFramework gate;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        this.directory = directory;
        folder = Files.createDirectories(directory.resolve("folder"));
        gate = new RealFramework(folder, directory.resolve("state"));
        gate.register(language, "lines", "twc");
        gate.files();
    }

    @AfterEach
    void stop() {
        quiet.setLevel(null);
        language.hanging.countDown();
        gate.close();
    }
}
