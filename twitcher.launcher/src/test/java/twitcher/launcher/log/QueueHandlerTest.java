package twitcher.launcher.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class QueueHandlerTest {
    private final HangingSink sink = new HangingSink();
    private final QueueHandler handler = new QueueHandler(sink, 3);

    @AfterEach
    void end() {
        sink.gate.countDown();
        handler.close();
    }

    @Test
    void linesArriveInOrderAndAllOfThemBeforeTheEnd() {
        sink.gate.countDown();
        handler.start();

        publish("a", "b", "c");
        handler.close();

        assertThat(sink.lines).containsExactly("a", "b", "c");
        assertThat(sink.closed).isTrue();
    }

    @Test
    void whoLogsNeverWaitsForASinkThatHangs() throws Exception {
        handler.start();
        publish("a");
        assertThat(sink.entered.await(10, TimeUnit.SECONDS)).isTrue();

        publish("b", "c", "d", "lost", "lost too");
        sink.gate.countDown();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(
                        () -> assertThat(sink.lines).containsExactly("a", "2 lines were lost here", "b", "c", "d"));
    }

    @Test
    void whatCouldNotBeWrittenIsCounted() {
        sink.gate.countDown();
        handler.start();
        sink.failures = 1;

        publish("lost", "b");

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(sink.lines).containsExactly("1 lines were lost here", "b"));
    }

    @Test
    void theSinkIsOpenedAnewOnRequest() {
        sink.gate.countDown();
        handler.start();

        handler.reopen();

        await().atMost(Duration.ofMinutes(1)).until(() -> sink.reopened);
    }

    @Test
    void afterTheEndNothingIsTaken() {
        sink.gate.countDown();
        handler.start();
        handler.close();

        publish("late");
        handler.close();

        assertThat(sink.lines).isEmpty();
    }

    private void publish(String... messages) {
        for (String message : messages) {
            handler.publish(Notices.warning(message));
        }
    }

    private static final class HangingSink implements Sink {
        final CountDownLatch gate = new CountDownLatch(1);
        final CountDownLatch entered = new CountDownLatch(1);
        final List<String> lines = new CopyOnWriteArrayList<>();
        volatile int failures;
        volatile boolean reopened;
        volatile boolean closed;

        @Override
        public void write(LogRecord event) throws IOException {
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (failures > 0) {
                failures--;
                throw new IOException("disk full");
            }
            lines.add(event.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void reopen() {
            reopened = true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
