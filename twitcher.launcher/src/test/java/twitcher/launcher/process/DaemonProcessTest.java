package twitcher.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole program, started by its script, with the real framework and a test bundle. */
@Timeout(120)
class DaemonProcessTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    static Path shared;

    private static Distribution distribution;

    @TempDir
    Path folder;

    private Optional<ProcessHandle> detached = Optional.empty();

    @BeforeAll
    static void makeDistribution() throws IOException {
        distribution = Distribution.create(shared.resolve("twitcher"));
    }

    @AfterEach
    void endDetached() {
        detached.ifPresent(process -> {
            process.destroyForcibly();
            process.onExit().join();
        });
    }

    @Test
    void theEndOfStandardInputDoesNotStopIt() throws Exception {
        try (Program daemon = start()) {
            awaitStarted();

            assertThat(daemon.isAlive()).isTrue();
            assertThat(state("lock")).content().isEqualTo(daemon.pid() + "\n");
            assertThat(log()).contains("test bundle: config=" + folder.resolve("config"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "INT"})
    void aSignalStopsItInAnOrderlyWay(String signal) throws Exception {
        try (Program daemon = start("--pidfile=pid")) {
            awaitStarted();
            assertThat(folder.resolve("pid")).content().isEqualTo(daemon.pid() + "\n");

            daemon.signal(signal);

            assertThat(daemon.exitCode()).isZero();
            assertThat(log()).contains("SIG" + signal + ": stopping").contains("stopped");
            assertThat(folder.resolve("pid")).doesNotExist();
        }
    }

    /** Its log is the first sign of it, long before it has started. */
    @Test
    void aSignalBeforeItHasStartedStopsItLikewise() throws Exception {
        try (Program daemon = start()) {
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> Files.exists(folder.resolve("log")));

            daemon.signal("TERM");

            assertThat(daemon.exitCode()).isZero();
            assertThat(log()).contains("SIGTERM: stopping").contains("stopped");
        }
    }

    @Test
    void aBundleThatHangsDoesNotHoldUpTheStop() throws Exception {
        try (Program daemon = start(Map.of("TWITCHER_JAVA_OPTS", "-Dtest.hang=true"))) {
            awaitStarted();

            daemon.signal("TERM");

            assertThat(daemon.exitCode()).isZero();
            assertThat(log()).contains("not every bundle stopped within 4 s");
        }
    }

    @Test
    void aBugInAThreadIsLoggedAndTheDaemonLives() throws Exception {
        try (Program daemon = start(Map.of("TWITCHER_JAVA_OPTS", "-Dtest.throw=true"))) {
            awaitStarted();

            awaitLog("thread test-thread ended by a bug | java.lang.IllegalStateException: a bug on purpose");
            assertThat(daemon.isAlive()).isTrue();
        }
    }

    @Test
    void aBundleThatDoesNotStartIsLoggedAndTheDaemonLives() throws Exception {
        try (Program daemon = start(Map.of("TWITCHER_JAVA_OPTS", "-Dtest.fail=true"))) {
            awaitStarted();

            assertThat(log()).contains("bundle test: does not start: this bundle fails on purpose");
            assertThat(daemon.isAlive()).isTrue();
        }
    }

    @Test
    void aBundleThatCannotBeInstalledIsAnErrorAndNoDaemon() throws Exception {
        Path torn = distribution.home().resolve("bundles/torn.jar");
        Files.writeString(torn, "half a bundle");
        try (Program daemon = start()) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(daemon.stderr())
                    .contains("torn.jar: cannot be installed: ")
                    .contains("--state_dir");
        } finally {
            Files.delete(torn);
        }
    }

    @Test
    void hangupReopensTheLogAndLooksAtTheFolderAgain() throws Exception {
        try (Program daemon = start()) {
            awaitStarted();
            Path rotated = folder.resolve("log.1");
            Files.move(folder.resolve("log"), rotated);

            daemon.signal("HUP");

            await().atMost(LONG).until(() -> Files.exists(folder.resolve("log")));
            await().atMost(LONG).until(() -> Files.exists(state("rescans")));
            daemon.signal("TERM");
            assertThat(daemon.exitCode()).isZero();
            assertThat(log()).contains("stopped");
            assertThat(rotated).content().doesNotContain("stopped");
        }
    }

    @Test
    void detachedItReturnsOnceItRuns() throws Exception {
        try (Program parent = start("--daemonize")) {
            assertThat(parent.exitCode()).as(parent.stderr()).isZero();
        }

        ProcessHandle daemon = detached();
        assertThat(daemon.isAlive()).isTrue();
        awaitLog(" runs: pid=" + daemon.pid());
        assertThat(Files.readSymbolicLink(Path.of("/proc/" + daemon.pid() + "/cwd")))
                .isEqualTo(Path.of("/"));
        Program.signal(daemon.pid(), "TERM");
        await().atMost(LONG).until(() -> !daemon.isAlive());
        assertThat(log()).contains("stopped");
    }

    @Test
    void aSecondDaemonSaysWhoHoldsTheStateAndEnds() throws Exception {
        try (Program first = start()) {
            awaitStarted();
            for (String flag : List.of("--verbose", "--daemonize")) {
                try (Program second = start(flag)) {
                    assertThat(second.exitCode()).isEqualTo(1);
                    assertThat(second.stderr())
                            .isEqualTo("twitcher: --state_dir " + state("") + ": held by pid " + first.pid()
                                    + "; stop that daemon first, or name another one\n");
                }
            }
            assertThat(first.isAlive()).isTrue();
        }
    }

    @Test
    void aPidfileIsHeldAcrossStateDirectories() throws Exception {
        try (Program first = start("--pidfile=pid")) {
            awaitStarted();
            try (Program second = start("--pidfile=pid", "--state_dir=other")) {
                assertThat(second.exitCode()).isEqualTo(1);
                assertThat(second.stderr()).contains("--pidfile", "held by pid " + first.pid());
            }
        }
    }

    @Test
    void detachedFailuresComeBackWithTheirWordsAndExitCode() throws Exception {
        Files.createFile(folder.resolve("file"));
        try (Program bad = start("--daemonize", "--state_dir=file")) {
            assertThat(bad.exitCode()).isEqualTo(1);
            assertThat(bad.stderr()).contains("--state_dir " + folder.resolve("file") + ": is no directory");
        }
        try (Program wrong = start("--daemonize", "--nonsense")) {
            assertThat(wrong.exitCode()).isEqualTo(2);
            assertThat(wrong.stderr()).contains("Unknown option: '--nonsense'", "usage: twitcher");
        }
        try (Program jvm = start(Map.of("TWITCHER_JAVA_OPTS", "-XX:NoSuchOption=1"), "--daemonize")) {
            assertThat(jvm.exitCode()).isNotZero();
            assertThat(jvm.stderr()).contains("NoSuchOption");
        }
    }

    @Test
    void aLogThatCannotBeOpenedIsNamed() throws Exception {
        try (Program daemon = start("--logfile=missing/log")) {
            assertThat(daemon.exitCode()).isEqualTo(1);
            assertThat(daemon.stderr())
                    .contains("--logfile " + folder.resolve("missing/log") + ": no such file or directory");
        }
    }

    @Test
    void theStateDirectoryComesFromTheEnvironmentToo() throws Exception {
        Map<String, String> environment =
                Map.of("TWITCHER_STATE_DIR", folder.resolve("named").toString());
        try (Program daemon = Program.start(distribution.script(), folder, environment, "--logfile=log")) {
            awaitStarted();

            assertThat(folder.resolve("named/lock")).content().isEqualTo(daemon.pid() + "\n");
        }
    }

    @Test
    void aCommandWithoutADaemonSaysWhereItLooked() throws Exception {
        try (Program client = run("--state_dir=none", "status")) {
            assertThat(client.exitCode()).isEqualTo(3);
            assertThat(client.stderr()).contains(folder.resolve("none").toString(), "twitcher --daemonize");
            assertThat(client.stdout()).isEmpty();
        }
    }

    @Test
    void versionAndHelpNeedNoDaemon() throws Exception {
        try (Program version = run("--version")) {
            assertThat(version.exitCode()).isZero();
            assertThat(version.stdout()).isEqualTo("twitcher 1.2.3-test\n");
        }
        try (Program help = run("--help")) {
            assertThat(help.exitCode()).isZero();
            assertThat(help.stdout()).contains("usage: twitcher");
        }
    }

    @Test
    void theFirstStartLeavesAnArchiveForTheNext() throws Exception {
        Distribution own = Distribution.create(folder.resolve("own"));
        try (Program daemon = Program.start(own.script(), folder, Map.of(), "--state_dir=state", "--logfile=log")) {
            awaitStarted();
            assertThat(daemon.stderr()).contains("preparing a faster start");
        }

        assertThat(own.archives())
                .singleElement()
                .satisfies(path -> assertThat(path).isNotEmptyFile());
        try (Program version = Program.start(own.script(), folder, Map.of(), "--version")) {
            assertThat(version.exitCode()).isZero();
            assertThat(version.stdout() + version.stderr()).isEqualTo("twitcher 1.2.3-test\n");
        }
    }

    private Program start(String... flags) throws IOException {
        return start(Map.of(), flags);
    }

    private Program start(Map<String, String> environment, String... flags) throws IOException {
        String[] all = new String[flags.length + 3];
        all[0] = "--state_dir=state";
        all[1] = "--config_path=config";
        all[2] = "--logfile=log";
        System.arraycopy(flags, 0, all, 3, flags.length);
        return Program.start(distribution.script(), folder, environment, all);
    }

    private Program run(String... arguments) throws IOException {
        return Program.start(distribution.script(), folder, Map.of(), arguments);
    }

    private ProcessHandle detached() throws IOException {
        long pid = Long.parseLong(Files.readString(state("lock")).strip());
        detached = ProcessHandle.of(pid);
        return detached.orElseThrow();
    }

    private Path state(String name) {
        return folder.resolve("state").resolve(name);
    }

    private String log() throws IOException {
        Path log = folder.resolve("log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private void awaitStarted() {
        awaitLog(" runs: pid=");
    }

    private void awaitLog(String words) {
        await().atMost(LONG).until(() -> log().contains(words));
    }
}
