package twitcher.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.launcher.client.FakeDaemon.Talk;

/** {@code twitcher shell} at a terminal, which {@code script} of util-linux provides. */
@Timeout(60)
class SessionTest {
    private static final int KEYS = 0x20;
    private static final int RESIZE = 0x21;
    private static final int RAW = 0x23;
    private static final byte[] TYPED = {'l', 's', 3, 4, 26, 28, '\r', 17, 19, 127};

    @TempDir
    Path folder;

    private Process script;

    @AfterEach
    void end() {
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
    }

    @Test
    void everyKeyGoesToTheDaemonAsItIs() throws Exception {
        AtomicReference<Map<String, Object>> request = new AtomicReference<>();
        AtomicReference<byte[]> keys = new AtomicReference<>();
        int code = run("exec", talk -> {
            talk.greet();
            talk.readRequest();
            request.set(talk.request);
            talk.send(RAW, new byte[] {1});
            talk.expect(RESIZE);
            talk.send(FakeDaemon.STDOUT, "type now\r\n");
            keys.set(readKeys(talk));
            talk.exit(7);
        });

        assertThat(code).isEqualTo(7);
        assertThat(request.get()).containsEntry("kind", 1);
        assertThat(keys.get()).isEqualTo(TYPED);
    }

    @Test
    void theTerminalIsWhatItWasWhenTheSessionEnds() throws Exception {
        run("", talk -> {
            talk.greet();
            talk.readRequest();
            talk.send(RAW, new byte[] {1});
            talk.expect(RESIZE);
            talk.send(FakeDaemon.STDOUT, "type now\r\n");
            readKeys(talk);
            talk.exit(0);
        });

        assertThat(seen()).contains("icanon").doesNotContain("-icanon", "-echo ", "-opost");
    }

    @Test
    void theTerminalIsWhatItWasWhenTheDaemonDies() throws Exception {
        run("", talk -> {
            talk.greet();
            talk.readRequest();
            talk.send(RAW, new byte[] {1});
            talk.expect(RESIZE);
            talk.send(FakeDaemon.STDOUT, "type now\r\n");
            readKeys(talk);
        });

        assertThat(seen())
                .contains("the connection to the daemon was lost", "icanon")
                .doesNotContain("-icanon", "-echo ", "-opost");
    }

    @Test
    void aDaemonThatHoldsNoSessionsLeavesTheTerminalAlone() throws Exception {
        int code = run("exec", talk -> {
            talk.greet();
            talk.readRequest();
            talk.send(FakeDaemon.STDERR, "twitcher: not here\n");
            talk.exit(2);
        });

        assertThat(code).isEqualTo(2);
        assertThat(seen()).contains("twitcher: not here");
    }

    /** Runs the client, which shows the terminal's settings at its end unless it is to be executed. */
    private int run(String exec, FakeDaemon.Script daemon) throws Exception {
        String java = ProcessHandle.current().info().command().orElseThrow();
        String client = exec + " " + java + " -cp " + System.getProperty("java.class.path")
                + " -Dtwitcher.tty=012 -Dtwitcher.tty.size='30 100' twitcher.launcher.Main --state_dir " + folder
                + " shell" + (exec.isEmpty() ? "; stty -a" : "");
        try (FakeDaemon fake = new FakeDaemon(folder.resolve("shell.sock"), daemon)) {
            script = new ProcessBuilder("script", "-qefc", client, "/dev/null")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("terminal").toFile())
                    .start();
            await().atMost(Duration.ofSeconds(30)).until(() -> seen().contains("type now") || !script.isAlive());
            if (script.isAlive()) {
                script.getOutputStream().write(TYPED);
                script.getOutputStream().flush();
            }
            assertThat(script.waitFor(30, TimeUnit.SECONDS)).isTrue();
            fake.join();
        }
        return script.exitValue();
    }

    private static byte[] readKeys(Talk talk) throws IOException {
        ByteArrayOutputStream keys = new ByteArrayOutputStream();
        while (keys.size() < TYPED.length) {
            keys.writeBytes(talk.expect(KEYS));
        }
        return keys.toByteArray();
    }

    private String seen() throws IOException {
        return Files.readString(folder.resolve("terminal"));
    }
}
