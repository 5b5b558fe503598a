package twitcher.shell.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.FrameworkWiring;
import twitcher.api.admin.Watches;
import twitcher.shell.it.board.Board;

/** The socket and the commands while bundles come and go. */
@Timeout(60)
class LifecycleIT {
    @TempDir
    Path directory;

    private TestFramework daemon;

    @AfterEach
    void stop() throws Exception {
        daemon.close();
    }

    @Test
    void theSocketIsForItsOwnerAloneAndGoesWithTheBundle() throws Exception {
        daemon = new TestFramework(directory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(daemon.socket())))
                .isEqualTo("rw-------");

        daemon.bundle("twitcher.shell").stop();

        assertThat(daemon.socket()).doesNotExist();
        assertThat(shellThreads()).isEmpty();
    }

    @Test
    void theSocketOfADeadDaemonIsReplaced() throws Exception {
        Path state = Files.createDirectories(directory.resolve("state"));
        try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(state.resolve("shell.sock")));
        }

        daemon = new TestFramework(directory, state);

        assertThat(daemon.run("test:echo", "x").out()).isEqualTo("x\n");
    }

    @Test
    void aPathTooLongForASocketIsReplacedByAPrivateOneThatIsRecorded() throws Exception {
        Path state = Files.createDirectories(directory.resolve("s".repeat(60)).resolve("t".repeat(60)));
        daemon = new TestFramework(directory, state);
        Path elsewhere = Path.of(Files.readString(state.resolve("shell.path")).strip());

        assertThat(SocketClient.run(elsewhere, "test:echo", "x").out()).isEqualTo("x\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(elsewhere.getParent())))
                .isEqualTo("rwx------");

        daemon.bundle("twitcher.shell").stop();

        assertThat(state.resolve("shell.path")).doesNotExist();
        assertThat(elsewhere.getParent()).doesNotExist();
    }

    @Test
    void withoutGogoTheSocketAnswersInWords() throws Exception {
        daemon = new TestFramework(directory);
        Bundle gogo = daemon.bundle("org.apache.felix.gogo.runtime");

        gogo.stop();
        assertThat(daemon.run("status").err()).contains("its command shell does not", "gogo.runtime");
        assertThat(daemon.run("status").exit()).isEqualTo(1);

        gogo.start();
        assertThat(daemon.run("status").exit()).isZero();
    }

    @Test
    void theSocketSurvivesGogoBeingUninstalled() throws Exception {
        daemon = new TestFramework(directory);
        daemon.bundle("org.apache.felix.gogo.command").uninstall();
        daemon.bundle("org.apache.felix.gogo.runtime").uninstall();
        daemon.framework().adapt(FrameworkWiring.class).refreshBundles(null);

        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> assertThat(daemon.run("status").err()).contains("its command shell does not"));
    }

    @Test
    void anEngineThatIsAwayIsExplained() throws Exception {
        daemon = new TestFramework(directory);

        assertThat(daemon.run("watches"))
                .isEqualTo(new Answer(
                        1,
                        "",
                        "twitcher: watches: the engine is not running (bundle twitcher.engine is not installed)\n"));
    }

    @Test
    void anEngineThatComesIsUsedAtOnceAndThatGoesIsMissedAtOnce() throws Exception {
        daemon = new TestFramework(directory);
        var registration = daemon.service(Watches.class, new FakeWatches(List.of(), List.of()), Map.of());
        assertThat(daemon.run("watches").out()).isEqualTo("no watches\n");

        registration.unregister();
        assertThat(daemon.run("watches").exit()).isEqualTo(1);
    }

    @Test
    void aCommandMayStopTheBundleThatRunsIt() throws Exception {
        daemon = new TestFramework(directory);
        Bundle shell = daemon.bundle("twitcher.shell");

        Answer answer = daemon.run("felix:stop", String.valueOf(shell.getBundleId()));

        assertThat(answer.err()).contains("the shell stopped while the command was running");
        await().atMost(Duration.ofSeconds(10)).until(() -> shell.getState() == Bundle.RESOLVED);
        await().atMost(Duration.ofSeconds(10)).until(() -> shellThreads().isEmpty());
    }

    @Test
    void aCommandMayUpdateTheBundleThatRunsIt() throws Exception {
        daemon = new TestFramework(directory);
        Bundle shell = daemon.bundle("twitcher.shell");

        daemon.run("felix:update", String.valueOf(shell.getBundleId()), TestFramework.shellUrl());

        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(
                        () -> assertThat(daemon.run("test:echo", "again").out()).isEqualTo("again\n"));
    }

    @Test
    void aCommandMayStopTheFramework() throws Exception {
        daemon = new TestFramework(directory);

        assertThat(daemon.run("felix:stop", "0").exit()).isZero();

        assertThat(daemon.framework().waitForStop(10_000).getType()).isEqualTo(FrameworkEvent.STOPPED);
        assertThat(daemon.socket()).doesNotExist();
    }

    @Test
    void stoppingTheBundleInterruptsCommandsAndTellsTheirClients() throws Exception {
        daemon = new TestFramework(directory);
        Board.clear(1);
        try (SocketClient client = new SocketClient(daemon.socket())) {
            client.hello(1, 1);
            client.request(0, Map.of(), "test:block");
            Board.blocked.await();

            daemon.bundle("twitcher.shell").stop();

            assertThat(client.answer().exit()).isEqualTo(1);
        }
        Board.interrupted.await();
        await().atMost(Duration.ofSeconds(10)).until(() -> shellThreads().isEmpty());
    }

    private static List<String> shellThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("twitcher-shell"))
                .toList();
    }
}
