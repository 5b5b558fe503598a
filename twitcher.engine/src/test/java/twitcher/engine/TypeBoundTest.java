package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.engine.Patiently.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceReference;
import twitcher.api.ActionSpec;
import twitcher.api.Node;
import twitcher.api.Outcome;
import twitcher.api.Policy;
import twitcher.api.Run;
import twitcher.api.Surroundings;
import twitcher.api.Watch;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.AsyncAction;
import twitcher.api.admin.Explanation.Obstacle;
import twitcher.api.admin.Explanation.Reason;
import twitcher.api.admin.WatchStatus;
import twitcher.api.admin.WatchStatus.State;

/** An action type that lets only a few runs go at once. */
@Timeout(120)
class TypeBoundTest {
    private static final int MOST = 3;

    private final Rig rig = new Rig();
    private final FakeType few = new FakeType() {
        @Override
        public int mostRuns() {
            return MOST;
        }
    };
    private final ServiceReference<ActionType<?>> reference = Rig.reference("fake", 2);

    @BeforeEach
    void begin() {
        rig.complete();
        rig.add(reference, few);
    }

    @AfterEach
    void end() {
        rig.close();
    }

    private void load(int watches, Policy policy) {
        Watch[] all = IntStream.range(0, watches)
                .mapToObj(i -> Rig.watch(id(i), "/" + i, policy))
                .toArray(Watch[]::new);
        IntStream.range(0, watches).forEach(i -> rig.source.set("/" + i, "0"));
        rig.engine.addFile(Rig.reading(1, all));
    }

    private static String id(int number) {
        return "f.json:" + number;
    }

    private long waiting() {
        return rig.engine.figures().places().waiting();
    }

    @Test
    void fiftyRunAllAndNeverMoreAtOnce() throws InterruptedException {
        load(50, Policy.DEFAULT);
        await().until(() -> waiting() == 50 - MOST);
        List<FakeType.FakeRun> going = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            going.add(few.next());
            assertThat(going).hasSizeLessThanOrEqualTo(MOST);
            if (going.size() == MOST) {
                assertThat(few.runs).hasSize(i + 1);
                going.remove(0).succeed();
            }
        }
        going.forEach(FakeType.FakeRun::succeed);
        await().until(() -> rig.engine.counts().getOrDefault(State.IDLE, 0L) == 50);
        assertThat(few.runs).hasSize(50).extracting(FakeType.FakeRun::id).doesNotHaveDuplicates();
        assertThat(rig.engine.figures().places().taken()).isZero();
    }

    @Test
    void whatWaitsIsTold() {
        load(MOST + 1, Policy.DEFAULT);
        await().until(() -> waiting() == 1);
        WatchStatus waits = pending().get(0);
        String words = "waits for a free place among runs of action type fake: 3 are going, and it lets 3 go at once";
        assertThat(waits.why()).contains(words);
        assertThat(rig.engine.explain(waits.watch().id()).orElseThrow().obstacles())
                .containsExactly(new Obstacle(Reason.NO_PLACE, words));
    }

    private List<WatchStatus> pending() {
        return rig.engine.list().stream()
                .filter(status -> status.state() == State.PENDING)
                .toList();
    }

    @Test
    void theTimeoutBeginsWithTheStart() throws InterruptedException {
        load(MOST + 1, timeout(Duration.ofMillis(50)));
        for (int i = 0; i < MOST; i++) {
            FakeType.FakeRun run = few.next();
            await().until(() -> run.stops.get() > 0);
        }
        assertThat(pending()).hasSize(1);
        few.runs.get(0).end(new Outcome.Signalled(15));
        FakeType.FakeRun late = few.next();
        await().until(() -> late.stops.get() > 0);
        late.end(new Outcome.Signalled(15));
        rig.becomes(late.id(), State.IDLE);
        assertThat(rig.status(late.id())
                        .last()
                        .orElseThrow()
                        .end()
                        .orElseThrow()
                        .outcome())
                .isEqualTo(new Outcome.TimedOut(Duration.ofMillis(50)));
    }

    private static Policy timeout(Duration timeout) {
        Policy all = Policy.DEFAULT;
        return new Policy(
                all.runOnLoad(),
                all.runMode(),
                all.maxParallel(),
                all.notifySignal(),
                Optional.of(timeout),
                all.settle(),
                all.splay(),
                all.onDelete(),
                all.retry());
    }

    @Test
    void aNewerChangeTakesThePlaceOfOneThatWaits() throws InterruptedException {
        load(MOST + 1, Policy.DEFAULT);
        await().until(() -> waiting() == 1);
        String late = pending().get(0).watch().id();
        rig.source.set("/" + late.substring(late.indexOf(':') + 1), "1");
        for (int i = 0; i < MOST; i++) {
            few.next().succeed();
        }
        FakeType.FakeRun run = few.next();
        run.succeed();
        rig.becomes(late, State.IDLE);
        assertThat(run.id()).isEqualTo(late);
        assertThat(run.payload()).isEqualTo("1");
        assertThat(few.runs).hasSize(MOST + 1);
    }

    @Test
    void pausedWhileItWaitsItIsNotRun() throws InterruptedException {
        load(MOST + 2, Policy.DEFAULT);
        await().until(() -> waiting() == 2);
        List<String> pending =
                pending().stream().map(status -> status.watch().id()).toList();
        rig.engine.pause(pending.get(0));
        await().until(() -> waiting() == 1);
        few.next().succeed();
        few.next();
        few.next();
        assertThat(few.next().id()).isEqualTo(pending.get(1));
        rig.engine.resume(pending.get(0));
        await().until(() -> waiting() == 1);
        few.runs.forEach(run -> run.end(new Outcome.Succeeded()));
        assertThat(few.next().id()).isEqualTo(pending.get(0));
    }

    @Test
    void itsTypeMayGoWhileSomeWait() {
        load(MOST + 4, Policy.DEFAULT);
        await().until(() -> waiting() == 4);
        rig.engine.removeType(reference);
        await().until(() -> ids().size() == MOST + 4);
        assertThat(ids()).doesNotHaveDuplicates();
        assertThat(rig.type.runs).isNotEmpty();
    }

    @Test
    void whatBecomesOfAnotherTypeWhileItWaitsTakesNoPlaceOfTheFirst() throws InterruptedException {
        FakeType other = new FakeType();
        rig.add(Rig.reference("other", 1), other);
        load(MOST + 1, Policy.DEFAULT);
        await().until(() -> waiting() == 1);
        String late = pending().get(0).watch().id();
        int number = Integer.parseInt(late.substring(late.indexOf(':') + 1));
        Watch changed = new Watch(
                late, Node.data("/" + number), new ActionSpec("other", Map.of()), Policy.DEFAULT, Surroundings.DEFAULT);
        Watch[] all = IntStream.rangeClosed(0, MOST)
                .mapToObj(i -> i == number ? changed : Rig.watch(id(i), "/" + i, Policy.DEFAULT))
                .toArray(Watch[]::new);
        rig.engine.addFile(Rig.reading(2, all));
        assertThat(other.next().id()).isEqualTo(late);
        assertThat(few.runs).hasSize(MOST);

        for (int i = 0; i < MOST; i++) {
            few.next().succeed();
        }
        other.runs.get(0).succeed();
        await().until(() -> rig.engine.figures().places().taken() == 0);
    }

    /** Of all that were started, by either type. */
    private List<String> ids() {
        return Stream.concat(few.runs.stream(), rig.type.runs.stream())
                .map(FakeType.FakeRun::id)
                .toList();
    }

    @Test
    void aRunThatIsStoppedBeforeItsTypeStartsItIsNotStarted() throws Exception {
        Held held = new Held();
        ServiceReference<ActionType<?>> slow = Rig.reference("fake", 3);
        rig.add(slow, held);
        Watch[] all = IntStream.range(0, 9)
                .mapToObj(i -> Rig.watch(id(i), "/" + i, Policy.DEFAULT))
                .toArray(Watch[]::new);
        rig.engine.addFile(Rig.reading(1, all));
        // The starts take all threads of the type, so that none may be needed for an action any more.
        await().until(() -> held.created.get() == all.length);
        IntStream.range(0, all.length).forEach(i -> rig.source.set("/" + i, "0"));
        await().until(() -> held.inStart.get() == Held.STARTS && going().size() == all.length);
        List<Run> going = going();
        going.forEach(run -> rig.engine.stop(run.id()));
        // Lanes take what they are told in order: with the pause, each has carried out the stop.
        going.forEach(run -> rig.engine.pause(run.watchId()));
        await().until(() -> going.stream().allMatch(run -> isPaused(run.watchId())));
        held.open.countDown();
        held.runsEnd();
        await().until(() -> rig.engine.counts().getOrDefault(State.PAUSED, 0L) == 9);
        assertThat(held.runs).hasSize(Held.STARTS);
        assertThat(rig.engine.runs(Optional.empty(), 20))
                .hasSize(9)
                .allMatch(run -> run.end().orElseThrow().outcome() instanceof Outcome.Cancelled);
    }

    private List<Run> going() {
        return rig.engine.list().stream()
                .flatMap(status -> status.running().stream())
                .toList();
    }

    private boolean isPaused(String id) {
        return rig.engine.explain(id).orElseThrow().obstacles().stream()
                .anyMatch(obstacle -> obstacle.reason() == Reason.PAUSED);
    }

    /** Starts nothing until it may; the engine has a few threads for that. */
    private static final class Held extends FakeType {
        static final int STARTS = 4;

        final CountDownLatch open = new CountDownLatch(1);
        final AtomicInteger inStart = new AtomicInteger();

        @Override
        public Action create(Anything settings) {
            created.incrementAndGet();
            return (AsyncAction) run -> {
                inStart.incrementAndGet();
                try {
                    open.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return start(run);
            };
        }

        /** As soon as they are told to stop. */
        void runsEnd() {
            await().until(() -> runs.size() == STARTS && runs.stream().allMatch(run -> run.stops.get() > 0));
            runs.forEach(FakeRun::succeed);
        }
    }
}
