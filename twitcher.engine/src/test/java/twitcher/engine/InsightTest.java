package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.engine.Patiently.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twitcher.api.Outcome;
import twitcher.api.Policy;
import twitcher.api.RunMode;
import twitcher.api.admin.Explanation.Kind;
import twitcher.api.admin.Explanation.Reason;
import twitcher.api.admin.Explanation.Step;
import twitcher.api.admin.Explanation.Verdict;
import twitcher.api.admin.Figures;
import twitcher.api.admin.Sighting;
import twitcher.api.admin.SightingListener;
import twitcher.api.admin.Waiting;
import twitcher.api.admin.WatchStatus.State;
import twitcher.api.config.WatchFile;
import twitcher.engine.store.Store;

/** What an operator sees of a running engine. */
@Timeout(60)
class InsightTest {
    private static final String A = "f.json:a";

    private final Rig rig = new Rig(Store.inMemory(), 1).complete();

    @AfterEach
    void close() {
        rig.close();
    }

    private void watch(Policy policy) {
        rig.source.set("/a", "0");
        rig.engine.addFile(Rig.reading(1, Rig.watch(A, "/a", policy)));
    }

    @Test
    void explainsWithTheRunsThatAreKept() {
        watch(Policy.DEFAULT);
        rig.run(0).succeed();
        rig.becomes(A, State.IDLE);
        rig.source.set("/a", "1");
        rig.run(1).end(new Outcome.Exited(4));
        rig.becomes(A, State.IDLE);
        assertThat(rig.engine.explain(A).orElseThrow().verdict()).isEqualTo(Verdict.FAILED);
        assertThat(rig.engine.explain(A).orElseThrow().steps().stream().map(Step::kind))
                .containsExactly(Kind.SEEN, Kind.STARTED, Kind.ENDED);
        assertThat(rig.engine.explain("nonsense")).isEmpty();
    }

    @Test
    void tellsWhatWaitsForARunAndForAPlace() {
        watch(Policy.DEFAULT);
        rig.run(0);
        rig.source.set("/a", "1");
        rig.source.set("/b", "0");
        rig.engine.addFile(new WatchFile("g.json", 1, List.of(Rig.watch("g.json:b", "/b")), false));
        await().until(() -> rig.engine.waiting().size() == 2);
        await().until(() -> rig.engine.figures().places().waiting() == 1);
        Waiting behind = rig.engine.waiting().get(0);
        assertThat(behind.watchId()).isEqualTo(A);
        assertThat(behind.reason()).isEqualTo(Reason.RUN_GOING);
        assertThat(behind.run()).contains(rig.run(0).context.runId());
        assertThat(rig.engine.waiting().get(1).reason()).isEqualTo(Reason.NO_PLACE);
        assertThat(rig.engine.figures().places()).isEqualTo(new Figures.Places(1, 1, 1));
    }

    @Test
    void countsWhatWasSeenAndWhatRan() {
        watch(Policy.DEFAULT.withRunMode(RunMode.DISCARD));
        rig.run(0);
        rig.source.set("/a", "1");
        await().until(() -> rig.engine.figures().changes().containsKey("discarded"));
        rig.run(0).succeed();
        rig.becomes(A, State.IDLE);
        rig.source.set("/a", "2");
        rig.run(1).end(new Outcome.Exited(1));
        rig.becomes(A, State.IDLE);
        Figures figures = rig.engine.figures();
        assertThat(figures.changes()).containsOnly(entry("waits", 2), entry("discarded", 1));
        assertThat(figures.runs()).containsOnly(entry("succeeded", 1), entry("exited", 1));
        assertThat(figures.runTime().count()).isEqualTo(2);
        assertThat(figures.startTime().count()).isEqualTo(2);
        assertThat(figures.setToStart().count()).isEqualTo(1);
    }

    private static Map.Entry<String, Long> entry(String name, long count) {
        return Map.entry(name, count);
    }

    @Test
    void countsStartsThatFailInARowUntilOneWorks() {
        watch(Policy.DEFAULT);
        rig.run(0).end(new Outcome.NotStarted("no such program"));
        rig.becomes(A, State.IDLE);
        assertThat(rig.engine.figures().starts())
                .isEqualTo(new Figures.Starts(1, Optional.of(A + ": no such program")));
        rig.source.set("/a", "1");
        rig.run(1).succeed();
        await().until(() -> rig.engine.figures().starts().failedInARow() == 0);
    }

    @Test
    void tellsListenersOfEachChangeThatWasSeen() {
        List<Sighting> heard = new CopyOnWriteArrayList<>();
        SightingListener listener = heard::add;
        rig.engine.addSightingListener(listener);
        watch(Policy.DEFAULT);
        await().until(() -> heard.size() == 1);
        assertThat(heard.get(0).watchId()).isEqualTo(A);
        assertThat(heard.get(0).decided()).isEqualTo("waits");
        rig.engine.removeSightingListener(listener);
        rig.run(0).succeed();
        rig.becomes(A, State.IDLE);
        rig.source.set("/a", "1");
        rig.run(1).succeed();
        rig.becomes(A, State.IDLE);
        assertThat(heard).hasSize(1);
    }

    @Test
    void bucketsAreInclusiveAndHaveNoEnd() {
        Buckets buckets = new Buckets(0.1, 1);
        buckets.add(Duration.ofMillis(100));
        buckets.add(Duration.ofMillis(101));
        buckets.add(Duration.ofHours(1));
        buckets.add(Duration.ofMillis(-5));
        assertThat(buckets.now().counts()).containsExactly(2L, 1L, 1L);
        assertThat(buckets.now().sum()).isEqualTo(Duration.ofMillis(3_600_201));
    }
}
