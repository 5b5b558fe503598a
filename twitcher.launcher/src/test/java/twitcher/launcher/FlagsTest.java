package twitcher.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;
import twitcher.launcher.log.LineFormat;

class FlagsTest {
    @Test
    void everyFlagOfTheSpecIsKnown() {
        Flags flags = Flags.parse(
                "--zkservers=a:1,b/c",
                "--config_path",
                "conf",
                "--pidfile=/p",
                "--logfile=/l",
                "--log_to_stdout",
                "-v",
                "-d",
                "--daemonize",
                "--devel",
                "--state_dir",
                "state",
                "--insecure_config",
                "--log_format=json");

        assertThat(flags.zkservers).isEqualTo("a:1,b/c");
        assertThat(flags.configPath).isEqualTo(Path.of("conf"));
        assertThat(flags.pidfile).isEqualTo(Path.of("/p"));
        assertThat(flags.logfile).isEqualTo(Path.of("/l"));
        assertThat(flags.stateDirectory).isEqualTo(Path.of("state"));
        assertThat(flags.logFormat).isEqualTo(LineFormat.JSON);
        assertThat(new boolean[] {
                    flags.logToStdout, flags.verbose, flags.debug, flags.daemonize, flags.devel, flags.insecureConfig
                })
                .containsOnly(true);
    }

    @Test
    void aNameMayBeShortenedWhileItIsUnambiguous() {
        Flags flags = Flags.parse("--z=a", "--dev", "--st", "s", "--logf", "l", "--verb");

        assertThat(flags.zkservers).isEqualTo("a");
        assertThat(flags.devel).isTrue();
        assertThat(flags.verbose).isTrue();
        assertThat(flags.stateDirectory).isEqualTo(Path.of("s"));
        assertThat(flags.logfile).isEqualTo(Path.of("l"));
    }

    @ParameterizedTest
    @CsvSource({
        "--d, not unique",
        "--log=x, not unique",
        "--foo, Unknown option",
        "-x, Unknown option",
        "--zkservers, Missing required parameter",
        "--log_format=xml, Invalid value",
        "--zkservers=host:port, 'host:port' is no server"
    })
    void whatMakesNoSenseIsRefusedInWords(String argument, String words) {
        assertThatThrownBy(() -> Flags.parse(argument))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(words);
    }

    @Test
    void ofAFlagThatIsGivenTwiceTheLastCounts() {
        assertThat(Flags.parse("--zkservers=a", "--zkservers=b").zkservers).isEqualTo("b");
    }

    @Test
    void whatFollowsACommandBelongsToIt() {
        Flags flags = Flags.parse("--state_dir=s", "zk", "set", "/a", "--foo", "-o", "json", "@file");

        assertThat(flags.command).containsExactly("zk", "set", "/a", "--foo", "-o", "json", "@file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--devel", "--daemonize", "--zkservers=a", "-v"})
    void flagsOfTheDaemonDoNotGoWithACommand(String flag) {
        assertThatThrownBy(() -> Flags.parse(flag, "watches"))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining("do not go with a command ('watches')");
    }

    @Test
    void usageNamesEachFlagAndTheExitCodes() {
        assertThat(Flags.usage())
                .contains("--zkservers", "--config_path", "--state_dir", "--pidfile", "--logfile", "--log_to_stdout")
                .contains("--log_format", "--verbose", "--debug", "--daemonize", "--devel", "--insecure_config")
                .contains("--version", "--help", "3 daemon not running");
    }
}
