package twitcher.action.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.MessageFormatter;
import twitcher.api.ActionSpec;
import twitcher.api.Node;
import twitcher.api.Policy;
import twitcher.api.Surroundings;
import twitcher.api.Watch;
import twitcher.api.config.WatchFile;

class WritersTest {
    private final List<String> told = new ArrayList<>();
    private final Logger log = Logger.getLogger(Writers.class.getName());
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            told.add(
                    entry.getLevel() == Level.WARNING
                            ? MessageFormatter.arrayFormat(entry.getMessage(), entry.getParameters())
                                    .getMessage()
                            : "");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private final Writers writers = new Writers();

    @BeforeEach
    void listen() {
        log.addHandler(listener);
    }

    @AfterEach
    void deaf() {
        log.removeHandler(listener);
    }

    private static Watch watch(String id, String type, String path) {
        return new Watch(
                id, Node.data("/a"), new ActionSpec(type, Map.of("path", path)), Policy.DEFAULT, Surroundings.DEFAULT);
    }

    private static WatchFile reading(String file, long revision, String... paths) {
        List<Watch> watches = IntStream.range(0, paths.length)
                .mapToObj(i -> watch(file + ":" + i, "file", paths[i]))
                .toList();
        return new WatchFile(file, revision, watches, false);
    }

    @Test
    void tenWritersToOneFileAreTold() {
        for (int i = 0; i < 10; i++) {
            writers.add(reading("f" + i, 1, "/etc/app.conf"));
        }
        assertThat(told).hasSize(9);
        assertThat(told.get(8))
                .isEqualTo(
                        "/etc/app.conf is written by 10 watches, of which the last to run wins: f0:0, f1:0, f2:0, f3:0,"
                                + " f4:0, f5:0, f6:0, f7:0, f8:0, f9:0; let one of them write it");
        assertThat(writers.others("/etc/app.conf", "f3:0")).hasSize(9).doesNotContain("f3:0");
    }

    @Test
    void twoInOneConfigAreTold() {
        writers.add(reading("f", 1, "/a", "/b", "/a"));

        assertThat(told)
                .containsExactly(
                        "/a is written by 2 watches, of which the last to run wins: f:0, f:2; let one of them write it");
    }

    @Test
    void aReloadThatChangesNothingIsNotTold() {
        writers.add(reading("f", 1, "/a", "/a"));
        WatchFile again = reading("f", 2, "/a", "/a");
        writers.add(again);
        writers.remove(reading("f", 1, "/a", "/a"));

        assertThat(told).hasSize(1);
        assertThat(writers.others("/a", "f:0")).containsExactly("f:1");
        writers.remove(again);
        assertThat(writers.others("/a", "f:0")).isEmpty();
    }

    @Test
    void whoIsAloneIsNotTold() {
        writers.add(reading("f", 1, "/a", "/b"));
        writers.add(reading("f", 2, "/b"));
        writers.add(reading("g", 1, "/a"));
        writers.add(new WatchFile("h", 1, List.of(watch("h:0", "other", "/a")), false));

        assertThat(told).isEmpty();
    }
}
