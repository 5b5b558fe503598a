package twitcher.itest.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import twitcher.itest.faults.Verdict.Marks;
import twitcher.itest.faults.WatchSpec.Kind;
import twitcher.itest.faults.WatchSpec.Mode;
import twitcher.itest.faults.WatchSpec.OnLoad;

/** What the checker permits and what it does not: each exception of the promise, and its edge. */
class CheckerTest {
    private static final Marks OLD = new Marks(1, 5, 1);
    private static final Marks NEW = new Marks(1, 9, 1);
    private static final Final LAST = new Final(Optional.of(NEW), "v2,");

    private final List<String> log = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<Evidence.Loaded> loads = new ArrayList<>(List.of(new Evidence.Loaded(0, 0)));
    private final List<Long> notStarted = new ArrayList<>();
    private Mode mode = Mode.QUEUE;
    private OnLoad onLoad = OnLoad.TRUE;
    private boolean onDelete;
    private Final last = LAST;
    private double asked = 100;
    private int generation = 1;

    private Evidence seen() {
        WatchSpec watch = new WatchSpec("w", "d0", Kind.DATA, mode, onLoad, onDelete, "0");
        return new Evidence(watch, generation, last, asked, Started.parse(log), verdicts, notStarted, loads);
    }

    private void start(String run, double at, Marks marks, String payload) {
        log.add("start %s 1 %s changed %d [%s]".formatted(run, at, marks.mzxid(), payload));
    }

    private void end(String run, double at) {
        log.add("end %s 1 %s".formatted(run, at));
    }

    private void verdict(String word, Marks marks) {
        verdict(word, "changed", Optional.of(marks));
    }

    private void verdict(String word, String event, Optional<Marks> marks) {
        verdicts.add(new Verdict(10L * (verdicts.size() + 1), "s.json:w", word, event, marks));
    }

    /** Everything was loaded anew after the verdicts so far. */
    private void load() {
        long at = 10L * verdicts.size() + 5;
        loads.add(new Evidence.Loaded(at, at));
    }

    private void assertLost() {
        assertThat(Checker.lost(seen())).isPresent();
    }

    private void assertFine() {
        assertThat(Checker.lost(seen())).isEmpty();
        assertThat(Checker.wrong(seen())).isEmpty();
    }

    @Test
    void theLastStateMustHaveRunLast() {
        assertLost();
        start("a", 101, NEW, "v2,");
        assertFine();
        end("a", 102);
        start("b", 103, OLD, "v1,");
        assertLost();
    }

    @Test
    void ofParallelRunsTheLastOneToStartMayBeAnother() {
        mode = Mode.PARALLEL;
        start("a", 101, NEW, "v2,");
        start("b", 101, OLD, "v1,");
        assertFine();
    }

    @Test
    void anOlderGenerationOfTheActionDoesNotCount() {
        start("a", 101, NEW, "v2,");
        generation = 2;
        assertLost();
    }

    @Test
    void discardMayDropWhatItSaysItDroppedDuringARun() {
        mode = Mode.DISCARD;
        start("a", 99, OLD, "v1,");
        end("a", 101);
        verdict("DISCARDED", NEW);
        assertFine();
    }

    @Test
    void discardMayNotDropAnotherStateThanItSays() {
        mode = Mode.DISCARD;
        start("a", 99, OLD, "v1,");
        end("a", 101);
        verdict("DISCARDED", OLD);
        assertLost();
    }

    @Test
    void discardMayNotDropWhatCameLongAfterTheRun() {
        mode = Mode.DISCARD;
        start("a", 49, OLD, "v1,");
        end("a", 50);
        verdict("DISCARDED", NEW);
        assertLost();
    }

    @Test
    void discardMayNotDropWhatALoadFindsAfterwards() {
        mode = Mode.DISCARD;
        start("a", 99, OLD, "v1,");
        verdict("DISCARDED", NEW);
        load();
        assertLost();
    }

    @Test
    void otherModesMayNotDiscard() {
        start("a", 99, OLD, "v1,");
        verdict("DISCARDED", NEW);
        assertLost();
    }

    @Test
    void whatIsFoundAtLoadMayBeSkipped() {
        onLoad = OnLoad.FALSE;
        verdict("WAITS", OLD);
        verdict("STARTED", OLD);
        start("a", 99, OLD, "v1,");
        load();
        verdict("SKIPPED_AT_LOAD", NEW);
        assertFine();
    }

    @Test
    void whatIsNotTheFirstStateAfterALoadMayNotBeSkipped() {
        onLoad = OnLoad.FALSE;
        load();
        verdict("SKIPPED_AT_LOAD", OLD);
        verdict("SKIPPED_AT_LOAD", NEW);
        assertLost();
    }

    @Test
    void nothingMayBeSkippedWithoutALoad() {
        onLoad = OnLoad.FALSE;
        verdict("STARTED", OLD);
        verdict("SKIPPED_AT_LOAD", NEW);
        assertLost();
    }

    @Test
    void aWatchThatRunsOnLoadMayNotSkip() {
        verdict("SKIPPED_AT_LOAD", NEW);
        assertLost();
    }

    @Test
    void aDeletionIsRunIfItIsWanted() {
        onDelete = true;
        last = Final.missing();
        start("a", 99, OLD, "v1,");
        end("a", 99);
        verdict("WAITS", "deleted", Optional.empty());
        assertLost();
        log.add("start b 1 101 deleted - []");
        assertFine();
    }

    @Test
    void aNodeFoundMissingAtLoadIsNoDeletionUnlessItWasKnown() {
        onDelete = true;
        last = Final.missing();
        verdict("MISSING", "none", Optional.empty());
        assertFine();
        verdict("WAITS", OLD);
        verdict("MISSING", "none", Optional.empty());
        assertLost();
    }

    @Test
    void ofADeletedNodeTheNewestStateSeenIsRun() {
        last = Final.missing();
        verdict("WAITS", NEW);
        verdict("MISSING", "deleted", Optional.empty());
        assertLost();
        start("a", 101, NEW, "v2,");
        assertFine();
        verdict("WAITS", new Marks(11, 11, 11));
        verdict("STARTED", new Marks(11, 11, 11));
        end("a", 102);
        start("b", 103, new Marks(11, 11, 11), "v3,");
        assertFine();
    }

    @Test
    void ofADeletedNodeNothingIsLeftForALoadToFind() {
        last = Final.missing();
        verdict("WAITS", NEW);
        load();
        verdict("MISSING", "none", Optional.empty());
        assertFine();
    }

    @Test
    void runsOfAQueueMustNotOverlap() {
        start("a", 99, OLD, "v1,");
        start("b", 101, NEW, "v2,");
        end("a", 102);
        assertThat(Checker.wrong(seen())).hasSize(1).first().asString().contains("run b began before run a");
    }

    @Test
    void aRunThatWasStoppedToRestartHasNoEnd() {
        mode = Mode.RESTART;
        start("a", 99, OLD, "v1,");
        start("b", 101, NEW, "v2,");
        assertFine();
        end("a", 102);
        assertThat(Checker.wrong(seen())).isNotEmpty();
    }

    @Test
    void samenessIsNotAChange() {
        verdict("STARTED", NEW);
        start("a", 99, NEW, "v2,");
        end("a", 99);
        verdict("WAITS", NEW);
        verdict("STARTED", NEW);
        start("b", 101, NEW, "v2,");
        assertThat(Checker.wrong(seen())).hasSize(1).first().asString().contains("was run before");
    }

    @Test
    void aLoadMayRunTheSameStateAgain() {
        verdict("STARTED", NEW);
        start("a", 99, NEW, "v2,");
        end("a", 99);
        load();
        verdict("WAITS", "loaded", Optional.of(NEW));
        verdict("STARTED", "loaded", Optional.of(NEW));
        start("b", 101, NEW, "v2,");
        assertFine();
    }

    @Test
    void whatWaitsMustNotVanish() {
        verdict("WAITS", OLD);
        verdict("WAITS", NEW);
        verdict("STARTED", NEW);
        start("a", 101, NEW, "v2,");
        assertThat(Checker.wrong(seen())).hasSize(1).first().asString().contains("was dropped");
    }

    @Test
    void whatIsSaidToBeStartedMustHaveRun() {
        verdict("WAITS", OLD);
        verdict("STARTED", OLD);
        verdict("WAITS", NEW);
        verdict("STARTED", NEW);
        start("a", 101, NEW, "v2,");
        assertThat(Checker.wrong(seen())).hasSize(1).first().asString().contains("it ran 0 times");
    }

    @Test
    void whatCouldNotStartMayGiveWayToSomethingNewer() {
        verdict("WAITS", OLD);
        verdict("STARTED", OLD);
        verdict("REPLACED_OLDER", NEW);
        verdict("STARTED", NEW);
        start("a", 101, NEW, "v2,");
        assertThat(Checker.wrong(seen())).isNotEmpty();
        notStarted.add(25L);
        assertFine();
    }

    @Test
    void whatTheOldEngineStillSaidDuringItsUpdateDoesNotCount() {
        onLoad = OnLoad.FALSE;
        loads.add(new Evidence.Loaded(5, 25));
        verdict("WAITS", OLD);
        verdict("STARTED", OLD);
        start("a", 99, OLD, "v1,");
        verdict("SKIPPED_AT_LOAD", NEW);
        assertFine();
        verdict("SKIPPED_AT_LOAD", NEW);
        assertLost();
    }

    @Test
    void whatComesAtRestRunsOnceInAnyMode() {
        mode = Mode.DISCARD;
        verdict("DISCARDED", NEW);
        assertThat(Checker.notOnce(seen())).isPresent();
        start("a", 101, NEW, "v2,");
        end("a", 101);
        assertThat(Checker.notOnce(seen())).isEmpty();
        start("b", 102, NEW, "v2,");
        assertThat(Checker.notOnce(seen())).isPresent();
    }
}
