package twitcher.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said again and again is said once a minute, and counted. */
class RepeatsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Repeats repeats = new Repeats(nanos::get);

    private List<String> says(Level level, String logger, String message) {
        LogRecord event = new LogRecord(level, message);
        event.setLoggerName(logger);
        return words(repeats.pass(event).stream());
    }

    private static List<String> words(Stream<LogRecord> events) {
        return events.map(LogRecord::getMessage).toList();
    }

    private List<String> warns(String message) {
        return says(Level.WARNING, "twitcher.x", message);
    }

    private void aMinutePasses() {
        nanos.addAndGet(Repeats.WINDOW.toNanos());
    }

    @Test
    void theSameWarningPassesOnceAMinuteAndTheOthersAreCounted() {
        assertThat(warns("a: no access")).containsExactly("a: no access");
        assertThat(warns("a: no access")).isEmpty();
        assertThat(warns("a: no access")).isEmpty();
        aMinutePasses();
        assertThat(warns("a: no access")).containsExactly("a: no access (and 2 times more)", "a: no access");
        aMinutePasses();
        assertThat(warns("b: no access")).containsExactly("b: no access");
    }

    @Test
    void whatDiffersAlwaysPasses() {
        assertThat(IntStream.range(0, 1_000).mapToObj(i -> "w failed: run=" + i).flatMap(m -> warns(m).stream()))
                .hasSize(1_000);
        assertThat(says(Level.SEVERE, "twitcher.x", "w failed: run=1")).hasSize(1);
        assertThat(says(Level.WARNING, "twitcher.y", "w failed: run=999")).hasSize(1);
    }

    @Test
    void whatIsNoProblemAlwaysPasses() {
        for (int i = 0; i < 3; i++) {
            assertThat(says(Level.INFO, "twitcher.x", "the same")).containsExactly("the same");
        }
    }

    @Test
    void whatWasHeldIsCountedWhenItGivesWayOrTheLogEnds() {
        warns("first");
        warns("first");
        List<String> told = IntStream.range(0, 256)
                .mapToObj(i -> "other " + i)
                .flatMap(m -> warns(m).stream())
                .toList();
        assertThat(told).contains("first (and 1 times more)");
        warns("other 255");
        assertThat(words(repeats.rest().stream())).containsExactly("other 255 (and 1 times more)");
        assertThat(repeats.rest()).isEmpty();
    }

    @Test
    void aFloodOfEqualLinesDoesNotCrowdOutOthers() throws Exception {
        CopyOnWriteArrayList<String> written = new CopyOnWriteArrayList<>();
        Sink sink = new Sink() {
            @Override
            public void write(LogRecord event) {
                written.add(event.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        QueueHandler handler = new QueueHandler(sink, 8).start();
        for (int i = 0; i < 10_000; i++) {
            handler.publish(new LogRecord(Level.SEVERE, "disk full"));
        }
        handler.publish(new LogRecord(Level.SEVERE, "another"));
        handler.close();
        assertThat(written).containsExactly("disk full", "another", "disk full (and 9999 times more)");
    }
}
