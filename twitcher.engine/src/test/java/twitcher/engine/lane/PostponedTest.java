package twitcher.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import twitcher.api.ActionSpec;
import twitcher.api.OnFailure;
import twitcher.api.Outcome;
import twitcher.api.Retry;
import twitcher.api.RunMode;
import twitcher.api.Watch;
import twitcher.api.admin.WatchStatus;

/** A run that could not be started for a reason that passes. */
class PostponedTest {
    private static final Outcome NO_MEMORY = new Outcome.Postponed("no memory");

    private final Desk.Settings settings = new Desk.Settings();

    private Desk changed() {
        Desk desk = Desk.loaded(settings.policy());
        desk.sees(2);
        return desk;
    }

    private static void fails(Desk desk, int times) {
        for (int i = 0; i < times; i++) {
            desk.ends(NO_MEMORY);
            desk.passes(Duration.ofSeconds(301));
        }
    }

    @Test
    void startsAgainUntilItStartsAlthoughThereAreNoRetries() {
        Desk desk = changed();
        fails(desk, 3);
        desk.ends(new Outcome.Succeeded());
        desk.passes(Duration.ofDays(1));
        assertThat(desk.started()).containsExactly("changed 2", "changed 2", "changed 2", "changed 2");
        assertThat(desk.lane.position().flatMap(Position::stat).orElseThrow().mzxid())
                .isEqualTo(2);
        assertThat(desk.lane.doing()).isEqualTo(WatchStatus.State.IDLE);
    }

    @Test
    void waitsLongerEachTime() {
        Desk desk = changed();
        desk.ends(NO_MEMORY);
        assertThat(desk.lane.doing()).isEqualTo(WatchStatus.State.PENDING);
        desk.passes(Duration.ofMillis(700));
        assertThat(desk.started()).hasSize(1);
        desk.passes(Duration.ofMillis(600));
        assertThat(desk.started()).hasSize(2);
        desk.ends(NO_MEMORY);
        desk.passes(Duration.ofMillis(1_500));
        assertThat(desk.started()).hasSize(2);
        desk.passes(Duration.ofMillis(1_000));
        assertThat(desk.started()).hasSize(3);
    }

    @Test
    void isNoAttemptAndDoesNotStopTheWatch() {
        settings.retry = new Retry(1, Duration.ofSeconds(1), Duration.ofSeconds(1), OnFailure.STOP);
        Desk desk = changed();
        fails(desk, 5);
        desk.ends(new Outcome.Exited(1));
        desk.passes(Duration.ofSeconds(2));
        fails(desk, 2);
        assertThat(desk.lane.barred(Bar.STOPPED)).isFalse();
        desk.ends(new Outcome.Exited(1));
        assertThat(desk.lane.barred(Bar.STOPPED)).isTrue();
        assertThat(desk.started())
                .containsExactly(
                        "changed 2",
                        "changed 2",
                        "changed 2",
                        "changed 2",
                        "changed 2",
                        "changed 2",
                        "retry 2 #2",
                        "retry 2 #2",
                        "retry 2 #2");
    }

    @Test
    void aNewerChangeTakesItsPlaceAtOnce() {
        Desk desk = changed();
        desk.ends(NO_MEMORY);
        desk.sees(3);
        desk.ends(new Outcome.Succeeded());
        desk.passes(Duration.ofDays(1));
        assertThat(desk.started()).containsExactly("changed 2", "changed 3");
    }

    @Test
    void inParallelOnlyTheNewestIsStartedAgain() {
        settings.mode = RunMode.PARALLEL;
        Desk desk = changed();
        desk.sees(3);
        desk.ends(NO_MEMORY);
        desk.ends(NO_MEMORY);
        desk.passes(Duration.ofDays(1));
        assertThat(desk.started()).containsExactly("changed 2", "changed 3", "changed 3");
    }

    @Test
    void aRemovedWatchIsNotStartedAgain() {
        Desk desk = changed();
        desk.in(new Input.Removed());
        desk.ends(NO_MEMORY);
        desk.passes(Duration.ofDays(1));
        assertThat(desk.started()).containsExactly("changed 2");
        assertThat(desk.count(Order.Retire.class)).isOne();
    }

    @Test
    void anotherActionStartsItAtOnce() {
        Desk desk = changed();
        Watch old = desk.watch();
        desk.load(new Watch(old.id(), old.node(), new ActionSpec("other", Map.of()), old.policy(), old.surroundings()));
        desk.ends(NO_MEMORY);
        assertThat(desk.started()).containsExactly("changed 2", "changed 2");
    }

    @Test
    void whatIsLostOfAPayloadPutAsideIsReadFromTheNode() {
        Desk desk = changed();
        desk.in(new Input.ContentLost(desk.lane.going().get(0).run().id(), "gone"));
        assertThat(desk.ordered(new Order.Reread())).isTrue();
        desk.sees(2);
        assertThat(desk.started()).containsExactly("changed 2", "changed 2");
        assertThat(desk.lane.rerun()).isEqualTo(Optional.empty());
    }
}
