package twitcher.config.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.config.NotReady;
import twitcher.api.process.Handover;
import twitcher.api.process.Worker;
import twitcher.config.python.worker.Program;
import twitcher.config.python.worker.Wire;

/** Which limit counts when, and what comes of a worker that does not start. By a clock and a timer of the test. */
final class EvaluatorTest {
    private static final Program PROGRAM =
            new Program("test.twc", "/", "".getBytes(StandardCharsets.US_ASCII), Map.of());
    private static final Map<String, Object> READY = Map.of("ready", true);

    private final List<String> seen = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final RecordingTimer timer = new RecordingTimer();
    private Interpreters.Opener opener = () -> answering(READY, Map.of("dirty", false));
    private final Evaluator evaluator =
            new Evaluator(() -> open(), timer, new Bed.Config(30_000, 0, 120_000), nanos::get);

    @AfterEach
    void close() {
        evaluator.close();
        timer.shutdownNow();
    }

    private Worker open() throws IOException {
        seen.add("open");
        return opener.open();
    }

    @Test
    void theLimitOfAnEvaluationBeginsWhenTheWorkerIsReady() throws Exception {
        evaluator.evaluate(PROGRAM);

        assertThat(seen).containsExactly("open", "limit 120000", "read", "limit 30000", "read", "limit 60000");
    }

    @Test
    void aWorkerThatIsReadyIsNotStartedAgain() throws Exception {
        opener = () -> answering(READY, Map.of("dirty", false), Map.of("dirty", false));
        evaluator.evaluate(PROGRAM);
        seen.clear();

        evaluator.evaluate(PROGRAM);

        assertThat(seen).containsExactly("limit 30000", "read", "limit 60000");
    }

    @Test
    void whatCannotBeStartedIsTriedAgainAfterPausesThatGrow() throws Exception {
        opener = () -> {
            throw new IOException("No space left on device");
        };
        for (int seconds : List.of(5, 10, 20, 40, 80, 120, 120)) {
            assertNotReady("Python cannot be started: No space left on device");
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds) - 1);
            seen.clear();
            assertNotReady("Python cannot be started: No space left on device");
            assertThat(seen).isEmpty();
            nanos.addAndGet(1);
        }

        opener = () -> answering(READY, Map.of("dirty", true));
        evaluator.evaluate(PROGRAM);
        opener = () -> answering();
        assertNotReady("Python cannot be started: its process ended before it was ready");
        nanos.addAndGet(Pause.FIRST.toNanos());
        opener = () -> answering(READY, Map.of("dirty", false));
        evaluator.evaluate(PROGRAM);
    }

    /** Whoever asked for the evaluation says it, of the file that waits: twice would be once too often. */
    @Test
    void whatKeepsPythonFromStartingIsNotLoggedHereToo() {
        List<LogRecord> logged = new ArrayList<>();
        Logger logger = Logger.getLogger("twitcher.config.python");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            opener = () -> {
                throw new IOException("No space left on device");
            };
            assertNotReady("Python cannot be started: No space left on device");
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(logged).noneMatch(line -> line.getLevel().intValue() >= Level.INFO.intValue());
    }

    @Test
    void aWorkerThatIsNotReadyInTimeIsKilledAndIsNobodysFault() {
        timer.atOnce = true;
        opener = () -> answering();

        assertNotReady("Python has not started within 120.0 s (startLimitMs); is the machine overloaded?");

        assertThat(seen).contains("close");
    }

    @Test
    void aWorkerThatEndsWhileItEvaluatesIsTheFilesFault() {
        opener = () -> answering(READY);

        assertThatThrownBy(() -> evaluator.evaluate(PROGRAM))
                .isInstanceOf(Evaluator.Unanswered.class)
                .hasMessageStartingWith("ended the process that evaluates it");
    }

    @Test
    void aBundleThatIsStoppedSaysSo() {
        evaluator.close();

        assertNotReady("the bundle for Python is being stopped");
    }

    private void assertNotReady(String why) {
        assertThatThrownBy(() -> evaluator.evaluate(PROGRAM))
                .isInstanceOf(NotReady.class)
                .hasMessage(why);
    }

    @SafeVarargs
    private Worker answering(Map<String, Object>... answers) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Map<String, Object> answer : answers) {
            Wire.write(bytes, answer);
        }
        return new TestWorker(new ByteArrayInputStream(bytes.toByteArray()));
    }

    /** Keeps what it is asked, and does it at once or never. */
    private final class RecordingTimer extends ScheduledThreadPoolExecutor {
        private boolean atOnce;

        RecordingTimer() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            seen.add("limit " + unit.toMillis(delay));
            if (atOnce) {
                command.run();
            }
            return super.schedule(() -> {}, 1, TimeUnit.DAYS);
        }
    }

    private final class TestWorker implements Worker {
        private final InputStream answers;

        TestWorker(InputStream answers) {
            this.answers = answers;
        }

        @Override
        public OutputStream requests() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream answers() {
            seen.add("read");
            return answers;
        }

        @Override
        public boolean isAlive() {
            return true;
        }

        @Override
        public RunningAction become(RunContext run, Handover handover) {
            throw new IllegalStateException("no run");
        }

        @Override
        public void close() {
            seen.add("close");
        }
    }
}
