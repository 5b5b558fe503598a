package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import twitcher.config.Settling.Moment;
import twitcher.config.Settling.Step;

class SettlingTest {
    private static final Duration SETTLE = Duration.ofMillis(200);
    private static final Change FIRST = new Change("a.json", Optional.of(Marks.seen(1)));
    private static final Change SECOND = new Change("a.json", Optional.of(Marks.seen(2)));
    private static final Change GONE = new Change("a.json", Optional.empty());

    /** A moment after noon, by a clock that began at 1,000 s. */
    private static Moment at(int millis) {
        return new Moment(1_000_000_000_000L + millis * 1_000_000L, Marks.NOON.plusMillis(millis));
    }

    @Test
    void aNewFileIsDealtWithOnceItLookedTheSameForTheSettleTime() {
        Step first = Settling.NONE.step(List.of(FIRST), at(0), SETTLE);
        assertThat(first.over()).isEmpty();
        assertThat(first.nextLook()).contains(SETTLE);

        Step early = first.next().step(List.of(FIRST), at(150), SETTLE);
        assertThat(early.over()).isEmpty();
        assertThat(early.nextLook()).contains(Duration.ofMillis(50));

        Step late = early.next().step(List.of(FIRST), at(200), SETTLE);
        assertThat(late.over()).containsExactly(FIRST);
        assertThat(late.nextLook()).isEmpty();
        assertThat(late.next()).isEqualTo(Settling.NONE);
    }

    @Test
    void aFileThatIsWrittenToBeginsToSettleAnew() {
        Settling writing = Settling.NONE.step(List.of(FIRST), at(0), SETTLE).next();

        Step changed = writing.step(List.of(SECOND), at(190), SETTLE);
        assertThat(changed.over()).isEmpty();
        assertThat(changed.nextLook()).contains(SETTLE);
        assertThat(changed.next().step(List.of(SECOND), at(390), SETTLE).over()).containsExactly(SECOND);
    }

    @Test
    void aFileThatIsDeletedAndWrittenAgainIsNeverTakenForDeleted() {
        Settling gone = Settling.NONE.step(List.of(GONE), at(0), SETTLE).next();

        Step back = gone.step(List.of(FIRST), at(100), SETTLE);

        assertThat(back.over()).isEmpty();
        assertThat(back.next().step(List.of(FIRST), at(300), SETTLE).over()).containsExactly(FIRST);
    }

    @Test
    void aDeletionIsDealtWithAfterTheSettleTime() {
        Settling gone = Settling.NONE.step(List.of(GONE), at(0), SETTLE).next();

        assertThat(gone.step(List.of(GONE), at(200), SETTLE).over()).containsExactly(GONE);
    }

    @Test
    void aFileLastTouchedLongAgoNeedsNotSettle() {
        Change old = new Change("a.json", Optional.of(Marks.seen(1, Marks.NOON.minusSeconds(11))));

        assertThat(Settling.NONE.step(List.of(old), at(0), SETTLE).over()).containsExactly(old);
    }

    @Test
    void aFileFromTheFutureOfAnotherClockSettlesLikeAnyOther() {
        Change future = new Change("a.json", Optional.of(Marks.seen(1, Marks.NOON.plusSeconds(3600))));
        Settling waiting = Settling.NONE.step(List.of(future), at(0), SETTLE).next();

        assertThat(waiting.files()).containsExactly("a.json");
        assertThat(waiting.step(List.of(future), at(200), SETTLE).over()).containsExactly(future);
    }

    @Test
    void aChangeThatIsTakenBackIsForgotten() {
        Settling waiting = Settling.NONE.step(List.of(GONE), at(0), SETTLE).next();

        assertThat(waiting.step(List.of(), at(100), SETTLE).next()).isEqualTo(Settling.NONE);
    }

    @Test
    void theNextLookIsForTheFileThatIsOverFirst() {
        Change other = new Change("b.json", Optional.of(Marks.seen(3)));
        Settling one = Settling.NONE.step(List.of(FIRST), at(0), SETTLE).next();

        assertThat(one.step(List.of(FIRST, other), at(120), SETTLE).nextLook()).contains(Duration.ofMillis(80));
    }
}
