package twitcher.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.OnFailure;
import twitcher.api.Payload;
import twitcher.api.Retry;
import twitcher.api.Watch;
import twitcher.api.admin.Explanation;
import twitcher.api.admin.Explanation.Kind;
import twitcher.api.admin.Explanation.Obstacle;
import twitcher.api.admin.Explanation.Reason;
import twitcher.api.admin.Explanation.Verdict;

/** What is told of a change that ran, or is to run. */
class StoryTest extends StoryDesk {
    @Test
    void aChangeThatRanWell() {
        Desk desk = idle();
        desk.sees(0x2a);
        desk.passes(Duration.ofSeconds(4));
        desk.ends(OK);
        Explanation told = explained(desk);
        assertThat(told.verdict()).isEqualTo(Verdict.RAN);
        assertThat(told.answer()).isEqualTo("the last change ran: ok");
        assertThat(told.event()).contains(Event.CHANGED);
        assertThat(told.stat().orElseThrow().mzxid()).isEqualTo(0x2a);
        assertThat(kinds(told)).containsExactly(Kind.SEEN, Kind.STARTED, Kind.ENDED);
        assertThat(words(told, Kind.SEEN)).startsWith("the znode was set: czxid 0x1, mzxid 0x2a");
        assertThat(words(told, Kind.ENDED)).isEqualTo("it ended after 4.0 s: ok");
        assertThat(told.steps().get(2).run()).contains("r2");
        assertThat(told.steps().get(2).at()).isEqualTo(START.plusSeconds(3604));
        assertThat(told.obstacles()).isEmpty();
    }

    @Test
    void aChangeThatRunsNow() {
        Desk desk = idle();
        desk.sees(2);
        Explanation told = explained(desk);
        assertThat(told.verdict()).isEqualTo(Verdict.RUNS);
        assertThat(told.answer()).isEqualTo("the last change runs now, as run r2");
    }

    @Test
    void aChangeThatFailedForGood() {
        Desk desk = idle();
        desk.sees(2);
        desk.ends(BAD);
        assertThat(explained(desk).verdict()).isEqualTo(Verdict.FAILED);
        assertThat(explained(desk).answer()).isEqualTo("the last change ran: exit 3");
    }

    @Test
    void aRunThatAnOperatorStopped() {
        Desk desk = idle();
        desk.sees(2);
        desk.in(new Input.StopRun("r2"));
        desk.ends(BAD);
        assertThat(explained(desk).verdict()).isEqualTo(Verdict.ENDED);
        assertThat(explained(desk).answer()).contains("cancelled by an operator");
    }

    @Test
    void nothingSeenYet() {
        Desk desk = new Desk(settings.policy());
        Explanation told = explained(desk);
        assertThat(told.verdict()).isEqualTo(Verdict.UNSEEN);
        assertThat(told.steps()).isEmpty();
        assertThat(reasons(desk)).containsExactly(Reason.NOT_READ);
    }

    @Test
    void settlingAndSettled() {
        settings.settle = Duration.ofSeconds(2);
        Desk desk = idle();
        desk.sees(2);
        desk.passes(Duration.ofSeconds(1));
        assertThat(explained(desk).verdict()).isEqualTo(Verdict.WAITS);
        assertThat(explained(desk).obstacles())
                .containsExactly(new Obstacle(Reason.SETTLING, "waits until its znode is quiet (settle), for 1.0 s"));
        desk.passes(Duration.ofSeconds(1));
        Explanation told = explained(desk);
        assertThat(kinds(told)).containsExactly(Kind.SEEN, Kind.SETTLED, Kind.STARTED);
        assertThat(told.steps().get(1).at()).isEqualTo(START.plusSeconds(3602));
    }

    @Test
    void splayedOverTheFleet() {
        settings.splay = Duration.ofSeconds(100);
        Desk desk = idle();
        desk.sees(2);
        assertThat(reasons(desk)).containsExactly(Reason.SPLAYING);
        desk.passes(Duration.ofSeconds(100));
        assertThat(kinds(explained(desk))).containsExactly(Kind.SEEN, Kind.SPLAYED, Kind.STARTED);
    }

    @Test
    void inThePlaceOfOlderChanges() {
        Desk desk = idle();
        desk.sees(2);
        for (int i = 3; i < 8; i++) {
            desk.passes(Duration.ofSeconds(1));
            desk.sees(i);
        }
        Explanation waits = explained(desk);
        assertThat(waits.verdict()).isEqualTo(Verdict.WAITS);
        assertThat(waits.obstacles()).containsExactly(new Obstacle(Reason.RUN_GOING, "waits for run r2 to end"));
        desk.passes(Duration.ofSeconds(1));
        desk.ends(OK);
        Explanation told = explained(desk);
        assertThat(kinds(told)).containsExactly(Kind.SEEN, Kind.SEEN, Kind.REPLACED, Kind.WAITED, Kind.STARTED);
        assertThat(told.steps().get(0).at()).isEqualTo(START.plusSeconds(3601));
        assertThat(told.steps().get(0).words()).isEqualTo("the first of 5 changes was seen");
        assertThat(words(told, Kind.REPLACED)).isEqualTo("it took the place of 4 older changes that had not run yet");
        assertThat(words(told, Kind.WAITED)).isEqualTo("it had waited for run r2 to end (run_mode QUEUE)");
        assertThat(told.steps().get(3).run()).contains("r2");
    }

    @Test
    void retriedWithEveryAttempt() {
        settings.retry = new Retry(2, Duration.ofSeconds(10), Duration.ofSeconds(10), OnFailure.KEEP);
        Desk desk = idle();
        desk.sees(2);
        desk.ends(BAD);
        Explanation waits = explained(desk, desk.finished());
        assertThat(waits.verdict()).isEqualTo(Verdict.WAITS);
        assertThat(waits.obstacles().get(0).reason()).isEqualTo(Reason.BACKOFF);
        assertThat(waits.answer()).startsWith("the last change waits; is tried again (attempt 2) in ");
        assertThat(kinds(waits)).containsExactly(Kind.SEEN, Kind.STARTED, Kind.ENDED, Kind.RETRY);
        assertThat(waits.steps().get(3).at()).isBetween(START.plusSeconds(3608), START.plusSeconds(3610));
        desk.passes(Duration.ofSeconds(10));
        desk.ends(OK);
        Explanation told = explained(desk, desk.finished());
        assertThat(told.verdict()).isEqualTo(Verdict.RAN);
        assertThat(told.event()).contains(Event.CHANGED);
        assertThat(kinds(told)).containsExactly(Kind.SEEN, Kind.STARTED, Kind.ENDED, Kind.STARTED, Kind.ENDED);
        assertThat(words(told, Kind.STARTED)).isEqualTo("run r3 was started, attempt 2");
    }

    @Test
    void inThePlaceOfARetry() {
        settings.retry = new Retry(1, Duration.ofSeconds(10), Duration.ofSeconds(10), OnFailure.KEEP);
        Desk desk = idle();
        desk.sees(2);
        desk.ends(BAD);
        desk.sees(3);
        Explanation told = explained(desk, desk.finished());
        assertThat(words(told, Kind.REPLACED)).isEqualTo("it took the place of a change that was to be tried again");
        assertThat(kinds(told)).containsExactly(Kind.SEEN, Kind.REPLACED, Kind.STARTED);
    }

    @Test
    void whatAnOperatorRanByHandIsNoAttemptAtTheChange() {
        Desk desk = idle();
        desk.sees(2);
        desk.ends(OK);
        desk.in(new Input.RunNow(Optional.of(Payload.ofText("given"))));
        desk.ends(BAD);
        Explanation told = explained(desk, desk.finished());
        assertThat(told.verdict()).isEqualTo(Verdict.RAN);
        assertThat(kinds(told)).containsExactly(Kind.SEEN, Kind.STARTED, Kind.ENDED);
    }

    @Test
    void anotherNodeBeginsAnotherStory() {
        Desk desk = idle();
        desk.load(new Watch(
                "f:w",
                Node.data("/other"),
                desk.watch().action(),
                desk.watch().policy(),
                desk.watch().surroundings()));
        assertThat(explained(desk).verdict()).isEqualTo(Verdict.UNSEEN);
        assertThat(explained(desk).steps()).isEmpty();
    }
}
