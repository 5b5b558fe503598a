package twitcher.config.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import twitcher.api.Node;
import twitcher.api.RunMode;
import twitcher.api.RunOnLoad;
import twitcher.api.Watch;
import twitcher.api.settings.Value;

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
                .isEqualTo(message == null || message.isBlank() ? List.of() : List.of("test.twc:2: " + message));
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

    @ParameterizedTest
    @ValueSource(strings = {"PARALLEL", "DISCARD"})
    void aSignalThatHadNoEffectIsLeftOutWithAWarning(String mode) {
        List<String> logged = Collections.synchronizedList(new ArrayList<>());
        Handler handler = new Logged(logged);
        Logger logger = Logger.getLogger(PythonConfigLanguage.class.getName());
        logger.addHandler(handler);
        try {
            Watch watch = bed.watches("\nRegisterWatch('/a', Exec('x'), notify_signal='HUP', run_mode=" + mode + ")")
                    .get(0);

            assertThat(watch.policy().notifySignal()).isEmpty();
            assertThat(logged)
                    .containsExactly("WARNING test.twc:2: notify_signal: has no effect with run_mode " + mode
                            + ", as in 1.x; left out");
        } finally {
            logger.removeHandler(handler);
        }
    }

    @Test
    void nothingIsSaidOfASignalThatIsNone() {
        Value.Fields watch = Value.Fields.of(Map.of("run_mode", "PARALLEL", "znode", "/a"));
        List<Value.Field> fields = new ArrayList<>(watch.fields());
        fields.add(new Value.Field("notify_signal", watch.at(), new Value.Nothing(watch.at())));

        assertThat(FirstTwitcher.keep(new Value.Fields(fields, watch.at())).warning())
                .isEmpty();
    }

    private static final class Logged extends Handler {
        private final List<String> lines;

        Logged(List<String> lines) {
            this.lines = lines;
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void everyFaultOfAFileIsToldAtOnce() {
        assertThat(bed.problems("RegisterWatch('a', Exec('x'))\nRegisterWatch('/b', Exec('x'), uid=object())\n"))
                .hasSize(2);
    }
}
