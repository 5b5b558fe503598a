package twitcher.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import twitcher.api.Event;
import twitcher.api.OnDelete;
import twitcher.api.Run;
import twitcher.api.RunMode;
import twitcher.api.RunOnLoad;
import twitcher.api.admin.Explanation;
import twitcher.api.admin.Explanation.Kind;
import twitcher.api.admin.Explanation.Reason;
import twitcher.api.admin.Explanation.Verdict;

/** What is told of a change that was not run. */
class StorySkipsTest extends StoryDesk {
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
}
