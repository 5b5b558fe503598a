package twitcher.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twitcher.launcher.log.Logging.Destination;
import twitcher.launcher.log.Verbosity;

class DaemonSettingsTest {
    @TempDir
    Path cwd;

    @Test
    void withoutFlagsItIsTheSystemsDaemon() throws StartFailure {
        DaemonSettings settings = settings(Map.of());

        assertThat(settings.configPath()).isEqualTo(Path.of("/etc/twitcher"));
        assertThat(settings.stateDirectory()).isEqualTo(Path.of("/var/lib/twitcher"));
        assertThat(settings.log().destination()).isEqualTo(Destination.SYSLOG);
        assertThat(settings.log().verbosity()).isEqualTo(Verbosity.NORMAL);
        assertThat(settings.embedsZooKeeper()).isFalse();
        assertThat(settings.trust()).isEqualTo(DaemonSettings.Trust.OWNERS);
    }

    @Test
    void develKeepsEverythingInTheWorkingDirectory() throws StartFailure {
        DaemonSettings settings = settings(Map.of(), "--devel");

        assertThat(settings.configPath()).isEqualTo(cwd.resolve("config"));
        assertThat(settings.stateDirectory()).isEqualTo(cwd.resolve(".twitcher"));
        assertThat(settings.log().destination()).isEqualTo(Destination.STDOUT);
        assertThat(settings.embedsZooKeeper()).isTrue();
        assertThat(settings.trust()).isEqualTo(DaemonSettings.Trust.ANYBODY);
    }

    @ParameterizedTest
    @CsvSource({
        "--state_dir=/flag, /variable, /flag",
        "--state_dir=flag, /variable, CWD/flag",
        "--devel, /variable, /variable",
        "--verbose, /variable, /variable",
        "--verbose, relative, CWD/relative",
        "--verbose, '', /var/lib/twitcher"
    })
    void theStateDirectoryIsNamedByFlagThenEnvironment(String flag, String variable, String expected)
            throws StartFailure {
        DaemonSettings settings = settings(Map.of("TWITCHER_STATE_DIR", variable), flag);

        assertThat(settings.stateDirectory()).isEqualTo(Path.of(expected.replace("CWD", cwd.toString())));
    }

    @Test
    void relativePathsAreMeantFromWhereTheCommandWasTyped() throws StartFailure {
        DaemonSettings settings = settings(Map.of(), "--config_path=a/../b", "--pidfile=p", "--logfile=l");

        assertThat(settings.configPath()).isEqualTo(cwd.resolve("b"));
        assertThat(settings.pidfile()).contains(cwd.resolve("p"));
        assertThat(settings.log().file()).contains(cwd.resolve("l"));
    }

    @Test
    void namedServersMakeTheEmbeddedOneNeedless() throws StartFailure {
        assertThat(settings(Map.of(), "--devel", "--zkservers=zk1").embedsZooKeeper())
                .isFalse();
    }

    @Test
    void examplesAreWantedOnlyByADeveloperWithoutAFolder() throws Exception {
        Files.createDirectories(cwd.resolve("etc/examples"));

        assertThat(settings(Map.of(), "--devel").wantsExamples()).isTrue();
        assertThat(settings(Map.of(), "--config_path=config").wantsExamples()).isFalse();
        Files.createDirectory(cwd.resolve("config"));
        assertThat(settings(Map.of(), "--devel").wantsExamples()).isFalse();
    }

    @Test
    void onlyTheScriptCanDetach() {
        assertThatThrownBy(() -> settings(Map.of(), "--daemonize"))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("bin/twitcher");
    }

    private DaemonSettings settings(Map<String, String> environment, String... flags) throws StartFailure {
        Terminal terminal = new Terminal(false, false, false, 0, 0);
        return DaemonSettings.of(Flags.parse(flags), new Invocation(cwd, cwd, Optional.empty(), terminal, environment));
    }
}
