package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twitcher.config.Foreign.End;

@Timeout(60)
class ForeignTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Owner owner = new Owner();
    private final Foreign foreign = new Foreign("twitcher-test", owner);
    private final List<Object> ends = new CopyOnWriteArrayList<>();
    private final CountDownLatch hang = new CountDownLatch(1);

    @AfterEach
    void end() {
        hang.countDown();
        owner.close(foreign::close);
    }

    private void call(java.util.concurrent.Callable<String> work, Duration limit) {
        owner.execute(() -> foreign.<String>call(work, limit, this::ended));
    }

    private void ended(End<String> end) {
        if (end instanceof End.Returned<String> returned) {
            ends.add(returned.value());
        } else if (end instanceof End.Threw<String> threw) {
            ends.add(threw.failure().getClass().getSimpleName());
        } else {
            ends.add("stuck");
        }
    }

    private String stubborn() {
        boolean released = false;
        while (!released) {
            try {
                hang.await();
                released = true;
            } catch (InterruptedException e) {
                // A guest that does not let itself be interrupted.
            }
        }
        return "late";
    }

    private void awaitEnds(Object... expected) {
        await().atMost(RealFramework.SOON).untilAsserted(() -> assertThat(ends).containsExactly(expected));
    }

    @Test
    void callsRunOneAfterTheOther() {
        call(() -> "a", LONG);
        call(() -> "b", LONG);
        call(() -> "c", LONG);

        awaitEnds("a", "b", "c");
    }

    @Test
    void whatIsThrownIsAnEndToo() {
        call(
                () -> {
                    throw new NoClassDefFoundError();
                },
                LONG);

        awaitEnds("NoClassDefFoundError");
    }

    @Test
    void aCallThatLetsItselfBeInterruptedEndsAtItsLimit() {
        call(
                () -> {
                    hang.await();
                    return "never";
                },
                SHORT);
        call(() -> "next", LONG);

        awaitEnds("InterruptedException", "next");
    }

    @Test
    void aCallThatHangsIsGivenUpAndThoseAfterItGoOn() {
        call(this::stubborn, SHORT);
        call(() -> "next", LONG);
        awaitEnds("stuck", "next");
        call(() -> "another", LONG);
        awaitEnds("stuck", "next", "another");

        hang.countDown();
        awaitEnds("stuck", "next", "another", "late");
    }

    @Test
    void oneHangingCallAfterTheOtherIsGivenUp() {
        call(this::stubborn, SHORT);
        call(this::stubborn, SHORT);
        call(() -> "next", LONG);

        awaitEnds("stuck", "stuck", "next");
        await().atMost(RealFramework.SOON).until(() -> !foreign.isBusy());
    }
}
