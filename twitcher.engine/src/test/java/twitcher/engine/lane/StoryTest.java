package twitcher.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.OnDelete;
import twitcher.api.OnFailure;
import twitcher.api.Outcome;
import twitcher.api.Payload;
import twitcher.api.Policy;
import twitcher.api.Retry;
import twitcher.api.Run;
import twitcher.api.RunMode;
import twitcher.api.RunOnLoad;
import twitcher.api.Watch;
import twitcher.api.admin.Explanation;
import twitcher.api.admin.Explanation.Kind;
import twitcher.api.admin.Explanation.Obstacle;
import twitcher.api.admin.Explanation.Reason;
import twitcher.api.admin.Explanation.Step;
import twitcher.api.admin.Explanation.Verdict;

/** Each situation that an explanation claims to know. */
class StoryTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Outcome OK = new Outcome.Succeeded();
    private static final Outcome BAD = new Outcome.Exited(3);

    private final Desk.Settings settings = new Desk.Settings();

    private static Explanation explained(Desk desk) {
        return explained(desk, List.of());
    }

    private static Explanation explained(Desk desk, List<Run> history) {
        return Story.of(desk.lane, desk.now(), history, "waits for a free place (maxRuns of twitcher.engine.cfg)");
    }

    private static List<Kind> kinds(Explanation explanation) {
        return explanation.steps().stream().map(Step::kind).toList();
    }

    private static String words(Explanation explanation, Kind kind) {
        return explanation.steps().stream()
                .filter(step -> step.kind() == kind)
                .map(Step::words)
                .reduce((a, b) -> b)
                .orElse("");
    }

    private static List<Reason> reasons(Desk desk) {
        return explained(desk).obstacles().stream().map(Obstacle::reason).toList();
    }

    private Desk idle() {
        Desk desk = new Desk(settings.policy());
        desk.sees(1);
        desk.passes(Duration.ofHours(1));
        desk.ends(OK);
        return desk;
    }

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
    void discarded() {
        settings.mode = RunMode.DISCARD;
        Desk desk = idle();
        desk.sees(2);
        desk.sees(3);
        Explanation told = explained(desk);
        assertThat(told.verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(words(told, Kind.SKIPPED)).isEqualTo("it is not run: run r2 was going, and run_mode is DISCARD");
        assertThat(told.answer()).isEqualTo("the last change was not run: run r2 was going, and run_mode is DISCARD");
        desk.ends(OK);
        assertThat(explained(desk).verdict()).isEqualTo(Verdict.SKIPPED);
    }

    @Test
    void skippedAtLoad() {
        settings.runOnLoad = RunOnLoad.NEVER;
        Desk desk = new Desk(settings.policy());
        desk.sees(1);
        assertThat(explained(desk).verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(explained(desk).answer()).isEqualTo("the last change was not run: run_on_load is false");
    }

    @Test
    void doneBefore() {
        settings.runOnLoad = RunOnLoad.CHANGED;
        Desk desk = idle();
        List<Run> history = desk.finished();
        Desk next = Desk.remembering(settings.policy(), desk.lane.position());
        next.sees(1);
        Explanation told = explained(next, history);
        assertThat(told.verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(told.answer()).endsWith("run_on_load is CHANGED, and this state has been run before");
        assertThat(told.steps().stream().flatMap(step -> step.run().stream())).contains("r1");
    }

    @Test
    void aNodeThatIsMissing() {
        Desk desk = new Desk(settings.policy());
        desk.seesNothing();
        assertThat(explained(desk).verdict()).isEqualTo(Verdict.SKIPPED);
        assertThat(reasons(desk)).containsExactly(Reason.MISSING_NODE);
        assertThat(explained(desk).answer())
                .isEqualTo("the last change was not run; its znode does not exist; its creation will be a change");
    }

    @Test
    void aDeletionThatIsIgnored() {
        Desk desk = idle();
        desk.seesNothing();
        assertThat(explained(desk).event()).contains(Event.DELETED);
        assertThat(words(explained(desk), Kind.SKIPPED)).isEqualTo("it is not run: on_delete is IGNORE");
    }

    @Test
    void aDeletionThatRuns() {
        settings.onDelete = OnDelete.RUN;
        Desk desk = idle();
        desk.seesNothing();
        assertThat(explained(desk).verdict()).isEqualTo(Verdict.RUNS);
        assertThat(words(explained(desk), Kind.SEEN)).isEqualTo("the znode was deleted");
    }

    @Test
    void anIgnoredDeletionWhileAChangeWaits() {
        settings.settle = Duration.ofSeconds(5);
        Desk desk = idle();
        desk.sees(2);
        desk.seesNothing();
        assertThat(explained(desk).verdict()).isEqualTo(Verdict.WAITS);
        desk.passes(Duration.ofSeconds(5));
        assertThat(words(explained(desk), Kind.SKIPPED)).isEqualTo("it is not run: on_delete is IGNORE");
        assertThat(words(explained(desk), Kind.STARTED)).isEqualTo("run r2 was started");
    }

    @Test
    void theSameStateReadAgain() {
        Desk desk = idle();
        desk.passes(Duration.ofSeconds(30));
        desk.sees(1);
        Explanation told = explained(desk);
        assertThat(told.verdict()).isEqualTo(Verdict.RAN);
        assertThat(words(told, Kind.SAME)).isEqualTo("the znode was read again, with the same zxids: no change");
        assertThat(told.steps().get(told.steps().size() - 1).at()).isEqualTo(START.plusSeconds(3630));
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
