package twitcher.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
    private final Alarms alarms = new Alarms(clock);

    @BeforeEach
    void cancelled() {
        clock.setRemoveOnCancelPolicy(true);
    }

    @AfterEach
    void close() {
        clock.shutdownNow();
    }

    private static final class Call implements Alarms.Call {
        private final long due;
        private final CountDownLatch told = new CountDownLatch(1);

        Call(Duration limit) {
            due = System.nanoTime() + limit.toNanos();
        }

        @Override
        public long dueNanos() {
            return due;
        }

        @Override
        public void overdue() {
            told.countDown();
        }
    }

    @Test
    void oneTaskOfTheClockServesAllCalls() {
        for (int i = 0; i < 100; i++) {
            Call call = new Call(LONG);
            alarms.add(call);
            alarms.remove(call);
        }

        assertThat(clock.getQueue()).hasSize(1);
    }

    @Test
    void aCallThatIsDueBeforeTheOthersIsToldInTime() throws InterruptedException {
        Call first = new Call(LONG);
        Call second = new Call(Duration.ofMillis(1));
        alarms.add(first);
        alarms.add(second);

        assertThat(second.told.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(first.told.getCount()).isEqualTo(1);
    }

    @Test
    void aCallThatBeganWhileTheTaskOfAnotherWaitedIsToldToo() throws InterruptedException {
        Call over = new Call(Duration.ofMillis(1));
        Call later = new Call(Duration.ofMillis(50));
        alarms.add(over);
        alarms.remove(over);
        alarms.add(later);

        assertThat(later.told.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(over.told.getCount()).isEqualTo(1);
    }

    @Test
    void afterTheLastCallOfAGuestThatIsGoneTheClockKeepsNothing() {
        Call call = new Call(LONG);
        alarms.add(call);
        alarms.close();
        assertThat(clock.getQueue()).hasSize(1);

        alarms.remove(call);
        assertThat(clock.getQueue()).isEmpty();
    }
}
