package twitcher.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import twitcher.api.OnFailure;
import twitcher.api.Policy;
import twitcher.api.Retry;
import twitcher.api.admin.Explanation.Kind;
import twitcher.api.admin.Explanation.Obstacle;
import twitcher.api.admin.Explanation.Reason;
import twitcher.api.admin.Explanation.Verdict;

/** What is told of a lane that starts nothing at the moment. */
class StoryObstaclesTest extends StoryDesk {
    @Test
    void waitedForAFreePlace() {
        Desk desk = idle();
        desk.places(false);
        desk.sees(2);
        desk.passes(Duration.ofSeconds(7));
        assertThat(explained(desk).obstacles())
                .containsExactly(
                        new Obstacle(Reason.NO_PLACE, "waits for a free place (maxRuns of twitcher.engine.cfg)"));
        desk.places(true);
        assertThat(words(explained(desk), Kind.WAITED)).isEqualTo("it had waited 7.0 s for a free place and a thread");
    }

    @Test
    void stoppedAfterFailures() {
        settings.retry = new Retry(0, Duration.ofSeconds(1), Duration.ofSeconds(1), OnFailure.STOP);
        Desk desk = idle();
        desk.sees(2);
        desk.ends(BAD);
        assertThat(reasons(desk)).containsExactly(Reason.STOPPED);
        assertThat(explained(desk).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(explained(desk).answer())
                .startsWith("the last change ran: exit 3; stopped after its last retry failed; resume");
        assertThat(kinds(explained(desk))).containsExactly(Kind.SEEN, Kind.STARTED, Kind.ENDED);
    }

    @Test
    void noAccess() {
        Desk desk = idle();
        desk.in(new Input.Unreadable("no access (NoAuth)"));
        assertThat(explained(desk).obstacles())
                .containsExactly(new Obstacle(Reason.UNREADABLE, "its znode cannot be read: no access (NoAuth)"));
    }

    @Test
    void pausedWithAChangeThatWaits() {
        Desk desk = idle();
        desk.in(new Input.Pause());
        desk.sees(2);
        desk.passes(Duration.ofSeconds(9));
        assertThat(explained(desk).answer())
                .isEqualTo("the last change waits; paused by an operator; resume releases it");
        assertThat(reasons(desk)).containsExactly(Reason.PAUSED);
        desk.in(new Input.Resume());
        assertThat(words(explained(desk), Kind.WAITED)).isEqualTo("it had waited because the watch was paused");
    }

    @Test
    void heldWithTheFolder() {
        Desk desk = idle();
        desk.in(new Input.Loaded(desk.watch(), true, Input.Remembered.NOTHING));
        assertThat(explained(desk).obstacles())
                .containsExactly(new Obstacle(Reason.HELD, "held, because the watched folder looks lost"));
    }

    @Test
    void waitingForALanguage() {
        Desk desk = idle();
        desk.in(new Input.ReadingVanished());
        assertThat(explained(desk).obstacles())
                .containsExactly(new Obstacle(Reason.NO_READING, "waits for its config file's language or publisher"));
    }

    @Test
    void waitingForTheSourceOfChanges() {
        Desk desk = idle();
        desk.in(new Input.SourceWent());
        assertThat(reasons(desk)).containsExactly(Reason.NO_SOURCE);
    }

    @Test
    void waitingForAnActionType() {
        Desk desk = idle();
        desk.in(new Input.TypeMissing(desk.lane.ticket()));
        assertThat(explained(desk).obstacles())
                .containsExactly(new Obstacle(Reason.NO_ACTION_TYPE, "waits for action type t"));
        desk.sees(2);
        assertThat(explained(desk).answer()).isEqualTo("the last change waits for action type t");
    }

    @Test
    void refusedByItsActionType() {
        Desk desk = idle();
        desk.in(new Input.Refused(desk.lane.ticket(), "t: no such program: nope"));
        assertThat(explained(desk).obstacles())
                .containsExactly(new Obstacle(Reason.REFUSED, "t: no such program: nope"));
    }

    @Test
    void waitingForRunsOfTheDaemonBefore() {
        LaneState lane = LaneState.fresh("f:w", "host", Set.of(Bar.ADOPTING), START);
        Desk desk = new Desk(Policy.DEFAULT, lane);
        assertThat(reasons(desk)).containsExactly(Reason.ADOPTING, Reason.NOT_READ);
    }
}
