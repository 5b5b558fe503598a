package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twitcher.config.Foreign.End;

/** Calls of a language wait for each other, but not for long if it takes several. */
@Timeout(120)
class LineTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Owner owner = new Owner();
    private final Line line = new Line("twitcher-test", owner);
    private final List<String> begun = new CopyOnWriteArrayList<>();
    private final List<String> ends = new CopyOnWriteArrayList<>();
    private final CountDownLatch hang = new CountDownLatch(1);

    @AfterEach
    void end() {
        hang.countDown();
        owner.close(line::close);
    }

    private void call(String name, int atOnce, Callable<String> work) {
        call(name, atOnce, LONG, work);
    }

    private void call(String name, int atOnce, Duration limit, Callable<String> work) {
        Callable<String> told = () -> {
            begun.add(name);
            return work.call();
        };
        owner.execute(() -> line.<String>call(told, limit, atOnce, this::ended));
    }

    private void ended(End<String> end) {
        ends.add(end instanceof End.Returned<String> returned ? returned.value() : "stuck");
    }

    private String hangs() throws InterruptedException {
        hang.await();
        return "late";
    }

    private String stubborn() {
        hang();
        return "late";
    }

    private void hang() {
        try {
            hang.await();
        } catch (InterruptedException e) {
            hang();
        }
    }

    private void awaitEnds(String... expected) {
        await().atMost(RealFramework.SOON).untilAsserted(() -> assertThat(ends).containsExactly(expected));
    }

    @Test
    void quickCallsRunInTheirOrder() {
        for (String name : List.of("a", "b", "c", "d")) {
            call(name, 3, () -> name);
        }
        awaitEnds("a", "b", "c", "d");
        assertThat(begun).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aLongCallHoldsUpTheOthersOnlyForAWhile() {
        call("long", 3, this::hangs);
        call("a", 3, () -> "a");
        call("b", 3, () -> "b");
        awaitEnds("a", "b");
        hang.countDown();
        awaitEnds("a", "b", "late");
    }

    @Test
    void oneThatTakesOneAtATimeIsGivenOneAtATime() {
        call("long", 1, this::hangs);
        call("a", 1, () -> "a");
        await().during(Line.PATIENCE.plusMillis(200)).until(() -> begun.equals(List.of("long")));
        hang.countDown();
        awaitEnds("late", "a");
    }

    @Test
    void noMoreThanThatManyAreGoingAtOnce() {
        Semaphore release = new Semaphore(0);
        for (int i = 0; i < 6; i++) {
            String name = "call" + i;
            call(name, 3, () -> {
                release.acquire();
                return name;
            });
        }
        await().atMost(RealFramework.SOON).until(() -> begun.size() == 3);
        await().during(Line.PATIENCE.plusMillis(200)).until(() -> begun.size() == 3);
        release.release(6);
        await().atMost(RealFramework.SOON).until(() -> ends.size() == 6);
    }

    @Test
    void oneThatIsGivenUpMakesRoomAndMayReturnLater() {
        call("stuck", 1, Duration.ofMillis(50), this::stubborn);
        call("a", 1, () -> "a");
        awaitEnds("stuck", "a");
        hang.countDown();
        awaitEnds("stuck", "a", "late");
        call("b", 1, () -> "b");
        awaitEnds("stuck", "a", "late", "b");
        await().atMost(RealFramework.SOON).until(() -> !line.isBusy());
    }
}
