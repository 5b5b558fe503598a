package twitcher.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twitcher.api.OnFailure;
import twitcher.api.Outcome;
import twitcher.api.Retry;
import twitcher.api.RunMode;
import twitcher.api.RunOnLoad;

/** Settle, splay, retries and timeouts: what waits for time. */
class WaitingTest {
    private static final Outcome OK = new Outcome.Succeeded();
    private static final Outcome BAD = new Outcome.Exited(1);

    private final Desk.Settings settings = new Desk.Settings();

    private Desk idle() {
        Desk desk = new Desk(settings.policy());
        desk.sees(1);
        desk.passes(Duration.ofHours(1));
        desk.ends(OK);
        desk.orders.clear();
        return desk;
    }

    private static void passes(Desk desk, long millis) {
        desk.passes(Duration.ofMillis(millis));
    }

    @Test
    void settleWaitsUntilTheNodeWasQuietThatLong() {
        settings.settle = Duration.ofSeconds(1);
        Desk desk = idle();
        desk.sees(2);
        passes(desk, 900);
        desk.sees(3);
        passes(desk, 999);
        assertThat(desk.started()).isEmpty();
        passes(desk, 1);
        assertThat(desk.started()).containsExactly("changed 3");
    }

    @Test
    void settleWaitsAtMostFourTimesItself() {
        settings.settle = Duration.ofSeconds(1);
        Desk desk = idle();
        for (int i = 0; i < 8; i++) {
            desk.sees(2 + i);
            passes(desk, 499);
        }
        assertThat(desk.started()).isEmpty();
        passes(desk, 8);
        assertThat(desk.started()).containsExactly("changed 9");
    }

    @Test
    void splayIsTheSameEachTimeAndSpreadsAFleet() {
        Set<Long> delays = new HashSet<>();
        for (int host = 0; host < 200; host++) {
            long delay = Delays.splay(Duration.ofSeconds(10), "host" + host, "f:w", 42);
            assertThat(delay).isBetween(0L, Duration.ofSeconds(10).toNanos() - 1);
            assertThat(Delays.splay(Duration.ofSeconds(10), "host" + host, "f:w", 42))
                    .isEqualTo(delay);
            delays.add(delay / Duration.ofSeconds(1).toNanos());
        }
        assertThat(delays).hasSize(10);
    }

    @Test
    void splayHasItsDeadlineFromTheFirstChangeThatWaits() {
        settings.splay = Duration.ofSeconds(100);
        Desk desk = idle();
        long delay = Delays.splay(settings.splay, "host", "f:w", 2);
        desk.sees(2);
        desk.passes(Duration.ofNanos(delay - 1));
        desk.sees(3);
        assertThat(desk.started()).isEmpty();
        desk.passes(Duration.ofNanos(1));
        assertThat(desk.started()).containsExactly("changed 3");
    }

    @Test
    void splayFollowsSettle() {
        settings.settle = Duration.ofSeconds(1);
        settings.splay = Duration.ofSeconds(100);
        Desk desk = idle();
        desk.sees(2);
        desk.passes(settings.settle.plusNanos(Delays.splay(settings.splay, "host", "f:w", 2) - 1));
        assertThat(desk.started()).isEmpty();
        desk.passes(Duration.ofNanos(1));
        assertThat(desk.started()).containsExactly("changed 2");
    }

    @Test
    void settlingGoesOnDuringARun() {
        settings.settle = Duration.ofSeconds(1);
        Desk desk = idle();
        desk.sees(2);
        passes(desk, 1000);
        desk.sees(3);
        passes(desk, 1000);
        desk.ends(OK);
        assertThat(desk.started()).containsExactly("changed 2", "changed 3");
    }

    @Test
    void aFailureIsRepeatedWithDoubledDelaysAndThenNoMore() {
        settings.retry = new Retry(3, Duration.ofSeconds(1), Duration.ofSeconds(3), OnFailure.KEEP);
        Desk desk = idle();
        desk.sees(2);
        desk.ends(BAD);
        passes(desk, 799);
        assertThat(desk.started()).hasSize(1);
        passes(desk, 401);
        desk.ends(BAD);
        passes(desk, 1599);
        assertThat(desk.started()).hasSize(2);
        passes(desk, 801);
        desk.ends(BAD);
        passes(desk, 3000);
        desk.ends(BAD);
        passes(desk, 1_000_000);
        assertThat(desk.started()).containsExactly("changed 2", "retry 2 #2", "retry 2 #3", "retry 2 #4");
        assertThat(desk.lane.bars()).isEmpty();
    }

    @Test
    void aNewerChangeTakesTheRetrysPlaceAtOnceAndCountsAnew() {
        settings.retry = new Retry(1, Duration.ofSeconds(100), Duration.ofSeconds(300), OnFailure.KEEP);
        Desk desk = idle();
        desk.sees(2);
        desk.ends(BAD);
        desk.sees(3);
        desk.ends(BAD);
        passes(desk, 1_000_000);
        assertThat(desk.started()).containsExactly("changed 2", "changed 3", "retry 3 #2");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 62, 63, 64, 1000})
    void noAttemptIsTooLateForABackoff(int attempt) {
        long delay = Delays.backoff(Duration.ofSeconds(1), Duration.ofSeconds(300), attempt, "r");
        assertThat(delay)
                .isPositive()
                .isLessThanOrEqualTo(Duration.ofSeconds(300).toNanos());
    }

    @Test
    void aHugeDurationIsFarAwayAndNotOver() {
        settings.settle = Duration.ofSeconds(Long.MAX_VALUE);
        Desk desk = new Desk(settings.policy());
        desk.sees(1);
        passes(desk, 1_000_000);
        assertThat(desk.started()).isEmpty();
    }

    @Test
    void parallelRetriesOnlyTheNewestState() {
        settings.mode = RunMode.PARALLEL;
        settings.retry = new Retry(5, Duration.ofSeconds(1), Duration.ofSeconds(1), OnFailure.KEEP);
        Desk desk = new Desk(settings.policy());
        desk.sees(1);
        desk.sees(2);
        desk.ends("r1", BAD);
        desk.ends("r2", BAD);
        passes(desk, 2000);
        assertThat(desk.started()).containsExactly("loaded 1", "changed 2", "retry 2 #2");
    }

    @Test
    void theLastFailureStopsTheWatchUntilItIsResumed() {
        settings.retry = new Retry(0, Duration.ofSeconds(1), Duration.ofSeconds(1), OnFailure.STOP);
        Desk desk = idle();
        desk.sees(2);
        desk.ends(BAD);
        desk.sees(3);
        assertThat(desk.lane.bars()).containsExactly(Bar.STOPPED);
        assertThat(desk.started()).containsExactly("changed 2");
        assertThat(desk.ordered(new Order.Keep(false, true))).isTrue();
        desk.in(new Input.Resume());
        assertThat(desk.started()).containsExactly("changed 2", "changed 3");
    }

    @Test
    void whatFailedForGoodRunsAgainWhenItIsResumed() {
        settings.retry = new Retry(0, Duration.ofSeconds(1), Duration.ofSeconds(1), OnFailure.STOP);
        Desk desk = idle();
        desk.sees(2);
        desk.ends(BAD);
        desk.in(new Input.Resume());
        assertThat(desk.started()).containsExactly("changed 2", "retry 2");
    }

    @Test
    void aTimeoutStopsTheRunAndIsAFailureWhateverItReports() {
        settings.timeout = Optional.of(Duration.ofSeconds(5));
        settings.retry = new Retry(1, Duration.ofSeconds(1), Duration.ofSeconds(1), OnFailure.KEEP);
        Desk desk = new Desk(settings.policy());
        desk.sees(1);
        passes(desk, 4999);
        assertThat(desk.stopped()).isEmpty();
        passes(desk, 1);
        assertThat(desk.stopped()).containsExactly("r1");
        desk.ends(OK);
        assertThat(desk.outcomes()).isEqualTo(List.of(new Outcome.TimedOut(Duration.ofSeconds(5))));
        passes(desk, 1200);
        assertThat(desk.started()).containsExactly("loaded 1", "retry 1 #2");
    }

    @Test
    void whatAnOperatorStoppedIsNoFailureAndNotRepeated() {
        settings.retry = new Retry(3, Duration.ofSeconds(1), Duration.ofSeconds(1), OnFailure.STOP);
        Desk desk = new Desk(settings.policy());
        desk.sees(1);
        desk.in(new Input.StopRun("r1"));
        desk.ends(BAD);
        passes(desk, 10_000);
        assertThat(desk.started()).hasSize(1);
        assertThat(desk.outcomes()).isEqualTo(List.of(new Outcome.Cancelled("an operator")));
        assertThat(desk.lane.bars()).isEmpty();
        assertThat(desk.lane.position()).isEmpty();
    }

    @Test
    void aRunThatDoesNotEndAfterItsStopStaysRunning() {
        settings.timeout = Optional.of(Duration.ofSeconds(5));
        Desk desk = new Desk(settings.policy());
        desk.sees(1);
        passes(desk, 1_000_000);
        desk.sees(2);
        assertThat(desk.stopped()).containsExactly("r1");
        assertThat(desk.started()).hasSize(1);
        assertThat(desk.lane.going()).hasSize(1);
        assertThat(desk.lane.nextDeadline()).isEmpty();
    }

    @Test
    void aSkippedLoadLeavesNoTimer() {
        settings.runOnLoad = RunOnLoad.NEVER;
        settings.settle = Duration.ofSeconds(1);
        Desk desk = new Desk(settings.policy());
        desk.sees(1);
        assertThat(desk.lane.nextDeadline()).isEmpty();
        assertThat(desk.started()).isEmpty();
    }
}
