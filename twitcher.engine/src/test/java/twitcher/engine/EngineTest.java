package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.engine.Patiently.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceReference;
import twitcher.api.ActionSpec;
import twitcher.api.Event;
import twitcher.api.Outcome;
import twitcher.api.Payload;
import twitcher.api.Policy;
import twitcher.api.Run;
import twitcher.api.RunListener;
import twitcher.api.RunMode;
import twitcher.api.Watch;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.AsyncAction;
import twitcher.api.admin.WatchStatus;
import twitcher.api.admin.WatchStatus.State;
import twitcher.api.config.WatchFile;

@Timeout(60)
class EngineTest {
    private static final String A = "f.json:a";

    private final Rig rig = new Rig().complete();

    @AfterEach
    void close() {
        rig.close();
    }

    private void watch(Policy policy) {
        rig.source.set("/a", "0");
        rig.engine.addFile(Rig.reading(1, Rig.watch(A, "/a", policy)));
    }

    @Test
    void runsTheStateFoundAtLoad() {
        watch(Policy.DEFAULT);
        assertThat(rig.run(0).payload()).isEqualTo("0");
        assertThat(rig.run(0).context.event()).isEqualTo(Event.LOADED);
    }

    @Test
    void queueRunsOnceMoreWithTheNewest() {
        watch(Policy.DEFAULT);
        FakeType.FakeRun first = rig.run(0);
        for (int i = 1; i <= 100; i++) {
            rig.source.set("/a", "" + i);
        }
        first.succeed();
        FakeType.FakeRun second = rig.run(1);
        assertThat(second.payload()).isEqualTo("100");
        second.succeed();
        rig.becomes(A, State.IDLE);
        assertThat(rig.type.runs).hasSize(2);
    }

    @Test
    void discardDropsAndStillSeesTheNextChange() {
        watch(Policy.DEFAULT.withRunMode(RunMode.DISCARD));
        FakeType.FakeRun first = rig.run(0);
        rig.source.set("/a", "1");
        first.succeed();
        rig.becomes(A, State.IDLE);
        rig.source.set("/a", "2");
        assertThat(rig.run(1).payload()).isEqualTo("2");
    }

    @Test
    void parallelStartsEach() {
        watch(Policy.DEFAULT.withRunMode(RunMode.PARALLEL));
        rig.run(0);
        rig.source.set("/a", "1");
        rig.run(1);
        rig.source.set("/a", "2");
        rig.run(2);
        assertThat(rig.type.payloads()).containsExactly("0", "1", "2");
    }

    @Test
    void timeoutsStopARun() {
        watch(new Policy(
                Policy.DEFAULT.runOnLoad(),
                RunMode.QUEUE,
                1,
                Optional.empty(),
                Optional.of(Duration.ofMillis(50)),
                Duration.ZERO,
                Duration.ZERO,
                Policy.DEFAULT.onDelete(),
                Policy.DEFAULT.retry()));
        await().until(() -> rig.run(0).stops.get() == 1);
        assertThat(rig.run(0).context.deadline()).isPresent();
        rig.run(0).succeed();
        rig.becomes(A, State.IDLE);
        assertThat(rig.status(A).last().orElseThrow().end().orElseThrow().outcome())
                .isInstanceOf(Outcome.TimedOut.class);
    }

    @Test
    void aTypeThatThrowsIsAFailureWithWords() {
        rig.add(Rig.reference("fake", 5), new FakeType() {
            @Override
            public Action create(Anything settings) {
                AsyncAction broken = run -> {
                    throw new UnsatisfiedLinkError("libfoo");
                };
                return broken;
            }
        });
        watch(Policy.DEFAULT);
        await().until(() -> rig.status(A).last().isPresent());
        Outcome outcome = rig.status(A).last().orElseThrow().end().orElseThrow().outcome();
        assertThat(outcome.words()).contains("libfoo");
        assertThat(rig.status(A).state()).isEqualTo(State.IDLE);
    }

    @Test
    void settingsThatItsTypeRefusesAreShown() {
        ActionSpec spec = new ActionSpec("fake", Map.of("comand", "x"));
        Watch plain = Rig.watch(A, "/a");
        rig.engine.addFile(Rig.reading(1, new Watch(A, plain.node(), spec, plain.policy(), plain.surroundings())));
        rig.becomes(A, State.REFUSED);
        assertThat(rig.status(A).why().orElseThrow()).contains("comand");
    }

    @Test
    void aTypeMayComeLateLeaveAndBeReplaced() {
        rig.engine.removeType(rig.reference);
        watch(Policy.DEFAULT);
        rig.becomes(A, State.WAITING);
        assertThat(rig.status(A).why()).contains("waits for action type fake");
        rig.add(rig.reference, rig.type);
        rig.run(0);
        rig.engine.removeType(rig.reference);
        rig.source.set("/a", "1");
        rig.source.set("/a", "2");
        rig.run(0).succeed();
        rig.becomes(A, State.WAITING);
        assertThat(rig.status(A).pending()).isTrue();
        assertThat(rig.status(A).running()).isEmpty();
        FakeType younger = new FakeType();
        ServiceReference<ActionType<?>> reference = Rig.reference("fake", 7);
        rig.add(reference, younger);
        await().until(() -> younger.payloads().contains("2"));
        rig.add(rig.reference, rig.type);
        younger.runs.get(0).succeed();
        rig.becomes(A, State.IDLE);
        rig.source.set("/a", "3");
        await().until(() -> younger.payloads().contains("3"));
        assertThat(rig.type.runs).hasSize(1);
    }

    @Test
    void aSourceThatGoesAndComesBackIsNoChange() {
        watch(Policy.DEFAULT);
        rig.run(0).succeed();
        rig.becomes(A, State.IDLE);
        rig.engine.removeSource(rig.source);
        rig.becomes(A, State.WAITING);
        rig.engine.addSource(rig.source);
        rig.becomes(A, State.IDLE);
        rig.engine.removeSource(rig.source);
        rig.source.set("/a", "1");
        rig.engine.addSource(rig.source);
        assertThat(rig.run(1).payload()).isEqualTo("1");
        assertThat(rig.type.runs).hasSize(2);
    }

    @Test
    void aListenerThatBlocksOrThrowsHoldsUpNoRun() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        rig.engine.addListener(new RunListener() {
            @Override
            public void started(Run run) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        watch(Policy.DEFAULT);
        for (int i = 1; i <= 3_000; i++) {
            rig.type.next().succeed();
            rig.source.set("/a", "" + i);
        }
        assertThat(rig.type.next().payload()).isEqualTo("3000");
        release.countDown();
    }

    @Test
    void theBoundHoldsAndLetsIdleLanesGoFirst() {
        try (Rig small = new Rig(2).complete()) {
            small.source.set("/p", "0");
            small.engine.addFile(
                    Rig.reading(1, Rig.watch("f.json:p", "/p", Policy.DEFAULT.withRunMode(RunMode.PARALLEL))));
            small.run(0);
            small.source.set("/p", "1");
            small.run(1);
            small.source.set("/p", "2");
            small.source.set("/q", "idle");
            small.engine.addFile(new WatchFile("g.json", 1, List.of(Rig.watch("g.json:q", "/q")), false));
            small.becomes("g.json:q", State.PENDING);
            small.run(0).succeed();
            assertThat(small.run(2).payload()).isEqualTo("idle");
            small.run(1).succeed();
            assertThat(small.run(3).payload()).isEqualTo("2");
            small.engine.modified(Rig.settings(3));
            small.source.set("/p", "3");
            assertThat(small.run(4).payload()).isEqualTo("3");
        }
    }

    @Test
    void anOperatorMayRunPauseResumeAndStop() {
        watch(Policy.DEFAULT);
        rig.run(0).succeed();
        rig.becomes(A, State.IDLE);
        assertThat(rig.engine.pause(A).done()).isTrue();
        rig.becomes(A, State.PAUSED);
        assertThat(rig.engine.run(A, Optional.empty()).words()).contains("paused");
        rig.source.set("/a", "1");
        rig.engine.resume(A);
        FakeType.FakeRun second = rig.run(1);
        assertThat(rig.engine.run(A, Optional.of(Payload.ofText("given"))).done())
                .isTrue();
        await().until(() -> rig.engine.stop(second.context.runId()).done());
        await().until(() -> second.stops.get() > 0);
        second.end(new Outcome.Signalled(15));
        assertThat(rig.run(2).payload()).isEqualTo("given");
        assertThat(rig.run(2).context.event()).isEqualTo(Event.MANUAL);
        assertThat(rig.engine.stop("nonsense").done()).isFalse();
        assertThat(rig.engine.pause("nonsense").words()).isEqualTo("nonsense: no such watch");
        assertThat(rig.engine.runs(Optional.of(A), 10)).hasSize(3);
        assertThat(rig.engine.runs(Optional.empty(), 1)).hasSize(1);
    }

    @Test
    void itEndsWithinTwoSecondsAndLeavesNoThread() {
        rig.engine.addFile(Rig.reading(
                1,
                IntStream.range(0, 5_000)
                        .mapToObj(i -> Rig.watch("f.json:" + i, "/" + i))
                        .toArray(Watch[]::new)));
        await().until(() -> rig.source.subscribed() == 5_000);
        long start = System.nanoTime();
        rig.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(rig.source.subscribed()).isZero();
        rig.close();
    }

    @Test
    void itsStatusSaysWhatItDoes() {
        rig.engine.addFile(Rig.reading(1, Rig.watch(A, "/missing")));
        rig.becomes(A, State.IDLE);
        WatchStatus status = rig.status(A);
        assertThat(status.why()).contains("its znode does not exist");
        assertThat(status.nodeSeen()).isTrue();
        assertThat(rig.engine.run(A, Optional.empty()).words()).contains("does not exist");
        assertThat(rig.engine.list()).hasSize(1);
        assertThat(rig.engine.find("nonsense")).isEmpty();
    }
}
