package twitcher.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyslogSinkTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    private Path received;
    private Path pid;
    private Path device;
    private long now;

    @BeforeEach
    void prepare() throws IOException {
        received = folder.resolve("received");
        pid = folder.resolve("pid");
        device = Files.createFile(folder.resolve("device"));
    }

    @Test
    void eachLineHasItsOwnPriorityOfFacilityDaemon() throws Exception {
        try (SyslogSink sink = sink(logger())) {
            sink.write(event(Level.INFO, "fine"));
            sink.write(event(Level.WARNING, "two\nlines"));
            sink.write(event(Level.SEVERE, "broken"));
            sink.write(event(Level.FINE, "detail"));
        }

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(Files.readAllLines(received))
                        .containsExactly("<30>[x] fine", "<28>[x] two\\nlines", "<27>[x] broken", "<31>[x] detail"));
        assertThat(stderr.size()).isZero();
    }

    @Test
    void withoutSyslogItSaysSoOnceAndWritesToStandardError() throws Exception {
        Files.delete(device);
        try (SyslogSink sink = sink(logger())) {
            sink.write(event(Level.INFO, "one"));
            now += TimeUnit.MINUTES.toNanos(5);
            sink.write(event(Level.INFO, "two"));
        }

        assertThat(lines()).hasSize(3);
        assertThat(lines().get(0)).contains("there is no syslog here", "logging to standard error");
        assertThat(lines().get(1)).endsWith("one");
        assertThat(lines().get(2)).endsWith("two");
    }

    @Test
    void withoutLoggerItSaysSoOnce() throws Exception {
        try (SyslogSink sink = sink(List.of("/nonexistent/logger"))) {
            sink.write(event(Level.INFO, "one"));
        }

        assertThat(lines()).hasSize(2).first().asString().contains("cannot run logger");
    }

    @Test
    void aLoggerThatEndsAtOnceIsNoLogger() throws Exception {
        try (SyslogSink sink = sink(List.of("/bin/false"))) {
            sink.write(event(Level.INFO, "one"));
        }

        assertThat(lines()).hasSize(2).first().asString().contains("logger ends at once");
    }

    @Test
    void aLoggerThatDiesIsStartedAgainAfterADelay() throws Exception {
        try (SyslogSink sink = sink(logger())) {
            sink.write(event(Level.INFO, "before"));
            sink.flush();
            await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(received) && Files.size(received) > 0);
            kill();

            sink.write(event(Level.INFO, "meanwhile"));
            now += TimeUnit.SECONDS.toNanos(1);
            sink.write(event(Level.INFO, "after"));
        }

        assertThat(lines()).hasSize(2);
        assertThat(lines().get(0)).contains("logger ended");
        assertThat(lines().get(1)).endsWith("meanwhile");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThat(Files.readAllLines(received)).containsExactly("<30>[x] before", "<30>[x] after"));
    }

    @Test
    void aLoggerThatServedWellIsReplacedAtOnce() throws Exception {
        try (SyslogSink sink = sink(logger())) {
            sink.write(event(Level.INFO, "before"));
            sink.flush();
            await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(received) && Files.size(received) > 0);
            now += TimeUnit.SECONDS.toNanos(10);
            kill();

            sink.write(event(Level.INFO, "after"));
        }

        assertThat(stderr.size()).isZero();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThat(Files.readAllLines(received)).containsExactly("<30>[x] before", "<30>[x] after"));
    }

    private void kill() throws IOException {
        ProcessHandle logger =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        logger.destroyForcibly();
        logger.onExit().join();
    }

    private List<String> lines() {
        return stderr.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<String> logger() {
        return List.of("/bin/sh", "-c", "echo $$ > " + pid + "; exec cat >> " + received);
    }

    private SyslogSink sink(List<String> command) {
        return new SyslogSink(command, device, LineFormat.TEXT, new StreamSink(stderr, LineFormat.TEXT), () -> now);
    }

    private static LogRecord event(Level level, String message) {
        LogRecord event = new LogRecord(level, message);
        event.setLoggerName("twitcher.x");
        return event;
    }
}
