package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.engine.Patiently.await;
import static twitcher.engine.Rig.reading;
import static twitcher.engine.Rig.watch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CensusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Kept, because the JVM forgets what nobody keeps. */
    private static final Logger LOGGER = Logger.getLogger("twitcher.engine");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord line) {
            String words = formatter.formatMessage(line);
            if (words.startsWith("watching ")) {
                lines.add(words);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(handler);
    }

    @Test
    void whatIsReadIsSaidOnce() {
        try (Rig rig = new Rig().complete()) {
            rig.engine.addFile(reading(1, watch("a", "/a"), watch("b", "/a"), watch("c", "/c")));
            String all = "watching 2 znodes (3 watches)";
            await().atMost(PATIENCE).until(() -> lines.contains(all));
            rig.engine.addFile(reading(2, watch("a", "/a"), watch("b", "/a"), watch("c", "/c")));
            await().during(Duration.ofMillis(500)).until(() -> lines.indexOf(all) == lines.size() - 1);
        }
    }

    @Test
    void whatWasNotReadInTimeIsCorrectedOnceWhenTheLastIsRead() {
        try (Rig rig = new Rig().complete()) {
            rig.source.silence("/b");
            rig.source.silence("/c");
            rig.engine.addFile(reading(1, watch("a", "/a"), watch("b", "/b"), watch("c", "/c")));
            await().atMost(PATIENCE).until(() -> !lines.isEmpty());
            assertThat(lines.get(0)).matches("watching 3 znodes \\(3 watches\\), [23] not read yet");

            rig.source.set("/b", "x");
            await().during(Duration.ofMillis(500)).until(() -> lines.size() == 1);
            rig.source.set("/c", "x");
            await().atMost(PATIENCE).until(() -> lines.size() > 1);
            assertThat(lines).hasSize(2).last().isEqualTo("watching 3 znodes (3 watches)");
        }
    }

    @Test
    void aWatchThatWaitsForItsActionTypeCountsAsUnreadUntilItIsRead() {
        try (Rig rig = new Rig()) {
            rig.engine.addSource(rig.source);
            rig.source.silence("/a");
            rig.engine.addFile(reading(1, watch("a", "/a")));
            await().atMost(PATIENCE).until(() -> !lines.isEmpty());
            assertThat(lines).containsExactly("watching 1 znodes (1 watches), 1 not read yet");

            rig.source.set("/a", "x");
            await().atMost(PATIENCE).until(() -> lines.size() > 1);
            assertThat(lines).hasSize(2).last().isEqualTo("watching 1 znodes (1 watches)");
        }
    }
}
