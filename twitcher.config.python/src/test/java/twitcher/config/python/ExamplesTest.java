package twitcher.config.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import twitcher.api.ActionSpec;
import twitcher.api.Outcome;
import twitcher.api.Watch;
import twitcher.api.action.RunningAction;

/** The examples do what their comments say. */
final class ExamplesTest {
    private static final Path EXAMPLES = Path.of("..", "examples", "config-python");

    private static Bed bed;

    @BeforeAll
    static void open() {
        bed = new Bed();
    }

    @AfterAll
    static void close() {
        bed.close();
    }

    /** The watches of an example whose output goes to a folder of this test. */
    private static List<Watch> example(String name) throws IOException {
        return bed.watches(Files.readString(EXAMPLES.resolve(name)).replace("/tmp/", bed.state + "/"));
    }

    @Test
    void aCommandIsAppendedToAFile() throws IOException {
        assertThat(example("example4-command.twc").get(0).action())
                .isEqualTo(ActionSpec.shell("cat >> " + bed.state + "/twitcher-example4.log"));
    }

    @Test
    void aFunctionWritesAFile() throws IOException {
        Bed.end(bed.start(example("example4-function.twc").get(0), "a value"));
        assertThat(bed.state.resolve("twitcher-example4")).hasContent("a value");
    }

    @Test
    void aCounterIsAlwaysOne() throws IOException {
        Watch watch = example("example4-counter.twc").get(0);
        for (int i = 0; i < 2; i++) {
            RunningAction.Ending ending = Bed.end(bed.start(watch, ""));
            assertThat(ending.outcome()).isEqualTo(new Outcome.Succeeded());
            assertThat(ending.output().stdout().text()).isEqualTo("1\n");
        }
    }

    @Test
    void fiftyWatchesAreComputed() throws IOException {
        assertThat(example("example5.twc")).hasSize(50);
    }
}
