package twitcher.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A developer's daemon at a terminal, which {@code script} of util-linux provides. */
@Timeout(120)
class ConsoleTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int CTRL_C = 3;
    private static final int CTRL_D = 4;

    @TempDir
    Path folder;

    private Path terminal;
    private Process script;

    @BeforeEach
    void start() throws Exception {
        Distribution distribution = Distribution.create(folder.resolve("twitcher"));
        Files.createDirectories(distribution.home().resolve("etc/examples/sub"));
        Files.writeString(distribution.home().resolve("etc/examples/sub/example.json"), "{}");
        terminal = folder.resolve("terminal");
        // Some shells stay in between unless they are told to go, and end of the Ctrl-C themselves.
        String command = "exec " + distribution.script() + " --devel --zkservers=127.0.0.1:1";
        ProcessBuilder builder = new ProcessBuilder("script", "-qefc", command, "/dev/null")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(terminal.toFile());
        builder.environment().remove("TWITCHER_STATE_DIR");
        script = builder.start();
        await().atMost(LONG).until(() -> seen().contains("Ctrl-C stops it"));
    }

    @AfterEach
    void end() {
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
    }

    @Test
    void theBannerTellsWhereEverythingIs() throws Exception {
        assertThat(seen())
                .contains("twitcher 1.2.3-test, pid ")
                .contains("  config     " + folder.resolve("config"))
                .contains("  state      " + folder.resolve(".twitcher"))
                .contains("  ZooKeeper  127.0.0.1:1")
                .contains("configs are loaded whoever owns them (--devel)");
    }

    @Test
    void theExamplesAreCopiedToAFolderThatDidNotExist() {
        assertThat(folder.resolve("config/sub/example.json")).content().isEqualTo("{}");
    }

    @Test
    void ctrlDStopsNothingAndCtrlCTheDaemon() throws Exception {
        type(CTRL_D);
        type(CTRL_C);

        assertThat(script.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(script.exitValue()).isZero();
        assertThat(seen()).contains(": stopping").contains("stopped");
    }

    private void type(int key) throws Exception {
        OutputStream keyboard = script.getOutputStream();
        keyboard.write(key);
        keyboard.flush();
    }

    private String seen() throws Exception {
        return Files.readString(terminal);
    }
}
