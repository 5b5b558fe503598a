package twitcher.config.python;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import twitcher.api.Node;
import twitcher.api.RunMode;
import twitcher.api.RunOnLoad;
import twitcher.api.Watch;

/** Every argument of RegisterWatch. The rows of the table are those of docs/python.md. */
final class RegisterWatchTest {
    private static Bed bed;

    @BeforeAll
    static void open() {
        bed = new Bed();
    }

    @AfterAll
    static void close() {
        bed.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "register-watch.csv", delimiter = '|')
    void saysWhatIsWrongAtTheLineOfTheCall(String argument, String message) {
        boolean positional = argument.startsWith("RegisterWatch(");
        String base = argument.startsWith("znode=") || argument.equals("-znode") ? "" : "'/a', ";
        String action = argument.startsWith("action=") || argument.equals("-action") ? "" : "action=Exec('true'), ";
        String znode = base.isEmpty() ? "" : "znode=" + base;
        String call =
                positional ? argument : "RegisterWatch(" + znode + action + argument.replaceFirst("^-.*", "") + ")";
        assertThat(bed.problems("\n" + call + "\n"))
                .isEqualTo(
                        message == null || message.isBlank()
                                ? java.util.List.of()
                                : java.util.List.of("test.twc:2: " + message));
    }

    @Test
    void positionsAreThoseOfTheFirstTwitcher() {
        Watch watch = bed.watches("RegisterWatch('/a', Exec('x'), False, False, PARALLEL, 'd', 1, 2, WATCH_CHILDREN)")
                .get(0);
        assertThat(watch.id()).isEqualTo("test.twc:d");
        assertThat(watch.node()).isEqualTo(Node.children("/a"));
        assertThat(watch.surroundings().pipeStdin()).isFalse();
        assertThat(watch.policy().runOnLoad()).isEqualTo(RunOnLoad.NEVER);
        assertThat(watch.policy().runMode()).isEqualTo(RunMode.PARALLEL);
        assertThat(watch.surroundings().user()).contains("1");
        assertThat(watch.surroundings().group()).contains("2");
    }

    @Test
    void theLastTwoPositionsAreSignalAndTimeout() {
        Watch watch = bed.watches(
                        "RegisterWatch('/a', Exec('x'), True, True, QUEUE, 'd', None, None, WATCH_DATA, 'HUP', 2.5)")
                .get(0);
        assertThat(watch.policy().notifySignal()).contains(1);
        assertThat(watch.policy().timeout()).contains(java.time.Duration.ofMillis(2500));
    }

    @Test
    void everyFaultOfAFileIsToldAtOnce() {
        assertThat(bed.problems("RegisterWatch('a', Exec('x'))\nRegisterWatch('/b', Exec('x'), uid=object())\n"))
                .hasSize(2);
    }
}
