package twitcher.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import twitcher.api.ActionSpec;
import twitcher.api.Change;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.OnDelete;
import twitcher.api.Outcome;
import twitcher.api.Payload;
import twitcher.api.Run;
import twitcher.api.RunOnLoad;
import twitcher.api.Stat;
import twitcher.api.Watch;

/** What a state means: loads, changes, deletions, manual runs, reloads. */
class EventTest {
    private static final Outcome OK = new Outcome.Succeeded();

    private final Desk.Settings settings = new Desk.Settings();

    private Desk ran(long mzxid) {
        Desk desk = new Desk(settings.policy());
        desk.sees(mzxid);
        desk.ends(OK);
        desk.orders.clear();
        return desk;
    }

    private static Position position(long mzxid, String payload) {
        Stat stat = new Stat(1, mzxid, mzxid, 0, 0);
        return new Position(0, Optional.of(stat), Payload.ofText(payload).sha256());
    }

    private Desk loadedAt(Position position) {
        Desk desk = new Desk(settings.policy());
        desk.lane = LaneState.fresh("f:w", "host", Set.of(), Instant.EPOCH);
        Input.Remembered remembered = new Input.Remembered(Optional.of(position), false, false);
        desk.in(new Input.Loaded(desk.watch(), false, remembered));
        return desk;
    }

    @Test
    void aMissingNodeIsNothingAndItsCreationIsAChange() {
        settings.runOnLoad = RunOnLoad.NEVER;
        Desk desk = new Desk(settings.policy());
        desk.seesNothing();
        desk.sees(2);
        assertThat(desk.started()).containsExactly("created 2");
    }

    @Test
    void deletedAndCreatedAgainIsACreation() {
        Desk desk = ran(1);
        desk.sees(5, 5);
        assertThat(desk.started()).containsExactly("created 5");
    }

    @Test
    void childrenHaveTheirOwnEvent() {
        Desk desk = new Desk(Node.children("/n"), settings.policy());
        desk.sees(1);
        desk.ends(OK);
        desk.sees(2);
        assertThat(desk.started()).containsExactly("loaded 1", "children 2");
    }

    @Test
    void aDeletionIsIgnoredAndWhatWaitsStillRuns() {
        Desk desk = ran(1);
        desk.sees(2);
        desk.sees(3);
        desk.seesNothing();
        desk.ends(OK);
        assertThat(desk.started()).containsExactly("changed 2", "changed 3");
    }

    @Test
    void aDeletionRunsWithNothingIfItIsToRun() {
        settings.onDelete = OnDelete.RUN;
        Desk desk = ran(1);
        desk.seesNothing();
        desk.ends(OK);
        desk.sees(2, 2);
        assertThat(desk.started()).containsExactly("deleted -", "created 2");
    }

    @Test
    void missingAtLoadIsADeletionOnlyIfItExisted() {
        settings.onDelete = OnDelete.RUN;
        Desk never = new Desk(settings.policy());
        never.seesNothing();
        assertThat(never.started()).isEmpty();
        Desk existed = loadedAt(position(1, "1"));
        existed.seesNothing();
        assertThat(existed.started()).containsExactly("deleted -");
        Desk deletedBefore = loadedAt(new Position(0, Optional.empty(), Payload.EMPTY.sha256()));
        deletedBefore.seesNothing();
        assertThat(deletedBefore.started()).isEmpty();
    }

    @Test
    void changedAtLoadRunsOnlyWhatDiffersFromThePosition() {
        settings.runOnLoad = RunOnLoad.CHANGED;
        Desk same = loadedAt(position(1, "1"));
        same.sees(1);
        assertThat(same.started()).isEmpty();
        assertThat(same.lane.trace().verdict()).isEqualTo(Trace.Verdict.DONE_BEFORE);
        Desk newer = loadedAt(position(1, "1"));
        newer.sees(2);
        assertThat(newer.started()).containsExactly("loaded 2");
        Desk rebuiltEnsemble = loadedAt(position(1, "other bytes"));
        rebuiltEnsemble.sees(1);
        assertThat(rebuiltEnsemble.started()).containsExactly("loaded 1");
    }

    @Test
    void thatANodeIsNewOutlastsThatItChanged() {
        Desk desk = new Desk(settings.policy());
        desk.in(new Input.Pause());
        desk.sees(1);
        desk.sees(2);
        desk.in(new Input.Resume());
        assertThat(desk.started()).containsExactly("loaded 2");
        assertThat(Pending.merged(Event.CREATED, Event.CHILDREN)).isEqualTo(Event.CREATED);
        assertThat(Pending.merged(Event.LOADED, Event.CREATED)).isEqualTo(Event.CREATED);
        assertThat(Pending.merged(Event.CREATED, Event.DELETED)).isEqualTo(Event.DELETED);
        assertThat(Pending.merged(Event.RETRY, Event.CHANGED)).isEqualTo(Event.CHANGED);
    }

    @Test
    void theSameStateFromASourceThatCameBackIsNoChange() {
        Desk desk = ran(1);
        desk.in(new Input.SourceWent());
        assertThat(desk.lane.bars()).containsExactly(Bar.NO_SOURCE);
        desk.in(new Input.SourceCame());
        assertThat(desk.ordered(new Order.Subscribe())).isTrue();
        desk.sees(1);
        assertThat(desk.started()).isEmpty();
        desk.sees(2);
        assertThat(desk.started()).containsExactly("changed 2");
    }

    @Test
    void aManualRunReadsTheNodeAgainAndRunsWhatIsThere() {
        Desk desk = ran(1);
        desk.in(new Input.RunNow(Optional.empty()));
        assertThat(desk.ordered(new Order.Reread())).isTrue();
        assertThat(desk.started()).isEmpty();
        desk.sees(1);
        assertThat(desk.started()).containsExactly("manual 1");
    }

    @Test
    void givenDataNeverTakesTheNodesPlace() {
        Desk desk = ran(1);
        desk.sees(2);
        desk.sees(3);
        desk.in(new Input.RunNow(Optional.of(Payload.ofText("given"))));
        desk.ends(OK);
        desk.ends(OK);
        assertThat(desk.started()).containsExactly("changed 2", "manual 3", "changed 3");
        assertThat(desk.lane.position().orElseThrow().stat().orElseThrow().mzxid())
                .isEqualTo(2);
    }

    @Test
    void aStateOfAnotherNodeIsNotForIt() {
        Desk desk = ran(1);
        Stat stat = new Stat(9, 9, 9, 0, 0);
        desk.in(new Input.Observed(Change.present(Node.data("/other"), stat, Payload.EMPTY, Instant.EPOCH)));
        assertThat(desk.started()).isEmpty();
    }

    private static Watch withCommand(Watch watch, String command) {
        ActionSpec action = new ActionSpec("t", Map.of("command", command));
        return new Watch(watch.id(), watch.node(), action, watch.policy(), watch.surroundings());
    }

    @Test
    void anEqualWatchIsLeftAlone() {
        Desk desk = ran(1);
        LaneState before = desk.lane;
        desk.load(desk.watch());
        assertThat(desk.orders).isEmpty();
        assertThat(desk.lane).isEqualTo(before);
    }

    @Test
    void aChangedWatchKeepsItsRunAndRunsThePresentStateAfterIt() {
        Desk desk = ran(1);
        desk.sees(2);
        desk.load(withCommand(desk.watch(), "other"));
        assertThat(desk.ordered(new Order.Reread())).isTrue();
        assertThat(desk.ordered(new Order.Forget())).isTrue();
        desk.sees(2);
        assertThat(desk.started()).containsExactly("changed 2");
        desk.ends(OK);
        assertThat(desk.started()).containsExactly("changed 2", "loaded 2");
        assertThat(desk.lane.position()).isEmpty();
    }

    @Test
    void aChangedWatchThatDoesNotRunAtLoadKeepsWhatWaits() {
        settings.runOnLoad = RunOnLoad.NEVER;
        Desk desk = new Desk(settings.policy());
        desk.sees(1);
        desk.sees(2);
        desk.sees(3);
        desk.load(withCommand(desk.watch(), "other"));
        desk.ends(OK);
        assertThat(desk.started()).containsExactly("changed 2", "changed 3");
        assertThat(desk.count(Order.Reread.class)).isZero();
    }

    @Test
    void anotherNodeBeginsAnew() {
        Desk desk = ran(1);
        desk.sees(2);
        desk.sees(3);
        Watch old = desk.watch();
        desk.load(new Watch(old.id(), Node.data("/m"), old.action(), old.policy(), old.surroundings()));
        desk.ends(OK);
        assertThat(desk.started()).containsExactly("changed 2");
        desk.sees(1);
        assertThat(desk.started()).containsExactly("changed 2", "loaded 1");
        assertThat(desk.lane.position()).isEmpty();
    }

    @Test
    void aRemovedWatchDropsWhatWaitsAndRetiresWhenItsRunHasEnded() {
        Desk desk = ran(1);
        desk.sees(2);
        desk.sees(3);
        desk.in(new Input.Removed());
        assertThat(desk.ordered(new Order.Unsubscribe())).isTrue();
        assertThat(desk.ordered(new Order.Retire())).isFalse();
        desk.ends(OK);
        assertThat(desk.started()).containsExactly("changed 2");
        assertThat(desk.outcomes()).hasSize(1);
        assertThat(desk.ordered(new Order.Retire())).isTrue();
    }

    @Test
    void aWatchThatComesBackWaitsForTheRunItLeft() {
        Desk desk = ran(1);
        desk.sees(2);
        desk.in(new Input.Removed());
        desk.load(desk.watch());
        desk.sees(2);
        assertThat(desk.started()).containsExactly("changed 2");
        desk.ends(OK);
        assertThat(desk.started()).containsExactly("changed 2", "loaded 2");
    }

    @Test
    void aReadingThatVanishesHoldsEverythingAsItIs() {
        Desk desk = ran(1);
        desk.in(new Input.ReadingVanished());
        desk.sees(2);
        assertThat(desk.started()).isEmpty();
        desk.load(desk.watch());
        assertThat(desk.started()).containsExactly("changed 2");
    }

    @Test
    void theTypeThatWasRefusedOrMissingIsTriedAgainWhenItShifts() {
        Desk desk = ran(1);
        desk.in(new Input.Refused(desk.lane.ticket(), "no"));
        desk.sees(2);
        assertThat(desk.started()).isEmpty();
        assertThat(desk.lane.refusal()).contains("no");
        desk.in(new Input.TypeShifted());
        assertThat(desk.started()).containsExactly("changed 2");
        desk.in(new Input.TypeMissing(desk.lane.ticket() - 1));
        assertThat(desk.lane.bars()).isEmpty();
    }

    @Test
    void anAdoptedRunCountsAndThenTheNewestStateRuns() {
        settings.runOnLoad = RunOnLoad.NEVER;
        Desk desk = new Desk(settings.policy());
        Run old = new Run("old", "f:w", Event.CHANGED, Optional.empty(), 1, Instant.EPOCH, Optional.empty());
        desk.in(new Input.Adopted(old, Optional.empty()));
        desk.sees(7);
        desk.ends(new Outcome.Unknown());
        assertThat(desk.started()).isEmpty();
        assertThat(desk.ordered(new Order.Reread())).isTrue();
        desk.sees(7);
        assertThat(desk.started()).containsExactly("loaded 7");
        assertThat(desk.lane.position()).isEmpty();
    }

    @Test
    void anAdoptedRunIsStoppedAtItsOriginalDeadline() {
        Desk desk = new Desk(settings.policy());
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        Run old = new Run("old", "f:w", Event.CHANGED, Optional.empty(), 1, now.minusSeconds(50), Optional.empty());
        desk.in(new Input.Adopted(old, Optional.of(now.plusSeconds(10))));
        desk.passes(Duration.ofSeconds(9));
        assertThat(desk.stopped()).isEmpty();
        desk.passes(Duration.ofSeconds(1));
        assertThat(desk.stopped()).containsExactly("old");
        desk.ends(new Outcome.Unknown());
        assertThat(desk.outcomes()).containsExactly(new Outcome.TimedOut(Duration.ofSeconds(60)));
    }

    @Test
    void whatAnActionTypeAboutToGoDidNotStartIsStartedByTheNext() {
        Desk desk = ran(1);
        desk.sees(2);
        desk.in(new Input.TypeShifted());
        desk.ends(new Outcome.NotStarted("going"));
        desk.sees(2);
        assertThat(desk.started()).containsExactly("changed 2", "changed 2");
    }
}
