package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import twitcher.api.ActionSpec;
import twitcher.api.Node;
import twitcher.api.Outcome;
import twitcher.api.Policy;
import twitcher.api.Run;
import twitcher.api.RunListener;
import twitcher.api.Surroundings;
import twitcher.api.Watch;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.AsyncAction;
import twitcher.api.action.BlockingAction;
import twitcher.api.admin.Guests.Leftover;
import twitcher.api.admin.WatchStatus.State;

/** Guests that behave badly, beside one that behaves well. */
class GuestTest {
    private static final String GOOD = "f.json:good";

    private static final ConditionFactory PATIENTLY = Awaitility.await().atMost(Duration.ofSeconds(60));

    private final Rig rig = Rig.impatient(4).complete();
    private final CountDownLatch held = new CountDownLatch(1);

    @AfterEach
    void release() {
        held.countDown();
        rig.close();
    }

    /** A type that makes its actions by {@code maker}. */
    private record Guest(Supplier<Action> maker) implements ActionType<Guest.None> {
        record None() {}

        @Override
        public Class<None> settings() {
            return None.class;
        }

        @Override
        public Action create(None settings) {
            return maker.get();
        }
    }

    private static BlockingAction blocking(BlockingAction action) {
        return action;
    }

    private static AsyncAction async(AsyncAction action) {
        return action;
    }

    /** Hangs whatever it is told, until the test ends. */
    private void hang() {
        boolean released = false;
        while (!released) {
            try {
                held.await();
                released = true;
            } catch (InterruptedException e) {
                // Ignores it, as bad guests do.
            }
        }
    }

    private static Watch watch(String id, String type, Surroundings surroundings) {
        return new Watch(
                "f.json:" + id, Node.data("/" + id), new ActionSpec(type, Map.of()), Policy.DEFAULT, surroundings);
    }

    private static Watch watch(String id, String type) {
        return watch(id, type, killedAfter(Duration.ofMillis(50)));
    }

    private static Surroundings killedAfter(Duration killAfter) {
        Surroundings usual = Surroundings.DEFAULT;
        return new Surroundings(
                usual.pipeStdin(), usual.user(), usual.group(), usual.env(), usual.cwd(), usual.umask(), killAfter);
    }

    private ServiceReference<ActionType<?>> bad(ActionType<?> type) {
        ServiceReference<ActionType<?>> reference = Rig.reference("bad", 1);
        rig.add(reference, type);
        return reference;
    }

    /** Loads a good watch and twelve bad ones, more than there are threads for any one guest. */
    private void load() {
        List<Watch> watches = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            watches.add(watch("bad" + i, "bad"));
        }
        watches.add(watch("good", "fake"));
        rig.engine.addFile(Rig.reading(1, watches.toArray(Watch[]::new)));
        watches.forEach(watch -> rig.source.set(watch.node().path(), "1"));
    }

    private void theGoodOneRuns() throws InterruptedException {
        FakeType.FakeRun run = rig.type.next();
        assertThat(run.id()).isEqualTo(GOOD);
        run.succeed();
        rig.becomes(GOOD, State.IDLE);
    }

    @Test
    void oneThatHangsInCreateIsRefusedAndHoldsUpNobody() throws Exception {
        bad(new Guest(() -> {
            hang();
            return blocking(run -> new Outcome.Succeeded());
        }));
        load();
        theGoodOneRuns();
        rig.becomes("f.json:bad0", State.REFUSED);
        assertThat(rig.status("f.json:bad0").why().orElseThrow()).contains("has not returned from making an action");
        assertThat(rig.engine.leftovers()).extracting(Leftover::doing).anyMatch(doing -> doing.contains("f.json:bad0"));
        rig.becomes("f.json:bad11", State.REFUSED);
        assertThat(rig.engine.leftovers()).hasSizeLessThanOrEqualTo(12);

        held.countDown();
        PATIENTLY.until(() -> rig.engine.leftovers().isEmpty());
    }

    @Test
    void aLimitThatIsChangedCountsFromTheNextCallOn() {
        rig.engine.modified(Rig.settings(4, 600));
        rig.engine.modified(Rig.settings(4, 2));
        bad(new Guest(() -> {
            hang();
            return blocking(run -> new Outcome.Succeeded());
        }));
        load();
        rig.becomes("f.json:bad0", State.REFUSED);
        assertThat(rig.status("f.json:bad0").why().orElseThrow()).contains("within 2.0 s");
    }

    @Test
    void oneThatHangsInStartIsNotStartedAndHoldsUpNobody() throws Exception {
        bad(new Guest(() -> async(run -> {
            hang();
            throw new IllegalStateException("too late");
        })));
        load();
        theGoodOneRuns();
        PATIENTLY.until(() -> rig.engine.list().stream()
                .flatMap(status -> status.last().stream())
                .map(run -> run.end().orElseThrow().outcome().words())
                .anyMatch(words ->
                        words.contains("not started: ") && words.contains("has not returned from the start of run")));
    }

    @Test
    void aBlockingRunMayBlockAndItsOutputIsKept() throws Exception {
        CountDownLatch going = new CountDownLatch(12);
        bad(new Guest(() -> blocking(run -> {
            going.countDown();
            run.out().print("it is " + run.change().payload().text());
            run.err().print("hm");
            held.await();
            return new Outcome.Failed("nothing to do");
        })));
        List<Run> ended = new CopyOnWriteArrayList<>();
        rig.engine.addListener(new RunListener() {
            @Override
            public void ended(Run run) {
                ended.add(run);
            }
        });
        load();
        assertThat(going.getCount()).isGreaterThan(0);
        held.countDown();
        PATIENTLY.until(() -> ended.stream().anyMatch(run -> run.watchId().equals("f.json:bad3")));
        Run run = ended.stream()
                .filter(r -> r.watchId().equals("f.json:bad3"))
                .findFirst()
                .orElseThrow();
        Run.End end = run.end().orElseThrow();
        assertThat(end.outcome()).isEqualTo(new Outcome.Failed("nothing to do"));
        assertThat(end.output().stdout().text()).isEqualTo("it is 1");
        assertThat(end.output().stderr().text()).isEqualTo("hm");
    }

    @Test
    void aBlockingRunThatIsToldToStopIsInterrupted() throws Exception {
        AtomicInteger told = new AtomicInteger();
        bad(new Guest(() -> blocking(run -> {
            run.onStop(told::incrementAndGet);
            new CountDownLatch(1).await();
            return new Outcome.Succeeded();
        })));
        rig.engine.addFile(Rig.reading(1, watch("bad", "bad")));
        rig.source.set("/bad", "1");
        rig.becomes("f.json:bad", State.RUNNING);
        rig.engine.stop(rig.status("f.json:bad").running().get(0).id());
        rig.becomes("f.json:bad", State.IDLE);
        assertThat(rig.status("f.json:bad")
                        .last()
                        .orElseThrow()
                        .end()
                        .orElseThrow()
                        .outcome())
                .isEqualTo(new Outcome.Cancelled("an operator"));
        PATIENTLY.until(() -> told.get() == 1);
        assertThat(rig.engine.leftovers()).isEmpty();
    }

    @Test
    void aRunThatGoesOnWithoutItsBundleIsNamedAndMayBeStopped() {
        ServiceReference<ActionType<?>> reference = bad(new Guest(() -> blocking(run -> {
            held.await();
            return new Outcome.Succeeded();
        })));
        rig.engine.addFile(Rig.reading(1, watch("bad", "bad")));
        rig.source.set("/bad", "1");
        rig.becomes("f.json:bad", State.RUNNING);
        String run = rig.status("f.json:bad").running().get(0).id();
        assertThat(rig.engine.leftovers()).isEmpty();
        rig.engine.removeType(reference);
        PATIENTLY.until(() -> rig.engine.leftovers().size() == 1);
        assertThat(rig.engine.leftovers().get(0).doing()).isEqualTo("run " + run + " of f.json:bad");

        rig.engine.stop(run);
        PATIENTLY.until(() -> rig.engine.leftovers().isEmpty());
        PATIENTLY.until(() -> rig.status("f.json:bad").last().isPresent());
    }

    @Test
    void theThreadOfARunThatHasEndedKeepsNoClassLoader() {
        List<Thread> threads = new CopyOnWriteArrayList<>();
        List<ClassLoader> during = new CopyOnWriteArrayList<>();
        bad(new Guest(() -> blocking(run -> {
            threads.add(Thread.currentThread());
            during.add(Thread.currentThread().getContextClassLoader());
            return new Outcome.Succeeded();
        })));
        rig.engine.addFile(Rig.reading(1, watch("bad", "bad")));
        rig.source.set("/bad", "1");
        PATIENTLY.until(() -> rig.status("f.json:bad").last().isPresent());
        assertThat(during).containsExactly(Guest.class.getClassLoader());
        assertThat(threads).hasSize(1);
        assertThat(threads.get(0).getContextClassLoader()).isNull();
    }

    @Test
    void aRunThatIgnoresItsStopHoldsItsWatchOnlyUntilItsBundleGoes() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        ServiceReference<ActionType<?>> reference = bad(new Guest(() -> blocking(run -> {
            inside.incrementAndGet();
            hang();
            return new Outcome.Succeeded();
        })));
        load();
        PATIENTLY.until(() -> inside.get() == 4); // one that is stopped before that does not ignore it
        rig.engine.list().stream().flatMap(w -> w.running().stream()).forEach(run -> rig.engine.stop(run.id()));
        PATIENTLY.until(() -> rig.engine.leftovers().size() >= 4);
        // Their four places are lent to others: to more of the bad, and in the end to the good one.
        PATIENTLY.until(() -> {
            rig.engine.list().stream().flatMap(w -> w.running().stream()).forEach(run -> rig.engine.stop(run.id()));
            return !rig.type.runs.isEmpty();
        });
        theGoodOneRuns();
        PATIENTLY.until(() -> {
            rig.engine.list().stream().flatMap(w -> w.running().stream()).forEach(run -> rig.engine.stop(run.id()));
            return rig.engine.leftovers().size() == 12;
        });
        assertThat(rig.status("f.json:bad5").state()).isEqualTo(State.RUNNING);
        assertThat(rig.engine.leftovers().get(0).doing()).matches("run \\w+ of f.json:bad\\d+");

        rig.engine.removeType(reference);
        rig.becomes("f.json:bad5", State.WAITING);
        assertThat(rig.engine.leftovers()).hasSize(12);

        bad(new Guest(() -> blocking(run -> new Outcome.Succeeded())));
        rig.source.set("/bad5", "2");
        rig.becomes("f.json:bad5", State.IDLE);
        PATIENTLY.until(() -> rig.status("f.json:bad5")
                .last()
                .orElseThrow()
                .end()
                .orElseThrow()
                .outcome()
                .success());

        held.countDown();
        PATIENTLY.until(() -> rig.engine.leftovers().isEmpty());
    }

    @Test
    void oneThatHangsInStopDoesNotHoldUpTheOrdersOfOthers() throws Exception {
        CountDownLatch hanging = new CountDownLatch(3);
        bad(new Guest(() -> async(run -> new FakeType.FakeRun(run, Optional.empty()) {
            @Override
            public void stop() {
                hanging.countDown();
                hang();
            }
        })));
        rig.engine.addFile(Rig.reading(
                1, watch("bad1", "bad"), watch("bad2", "bad"), watch("bad3", "bad"), watch("good", "fake")));
        List.of("/bad1", "/bad2", "/bad3", "/good").forEach(path -> rig.source.set(path, "1"));
        FakeType.FakeRun good = rig.type.next();
        List.of("f.json:bad1", "f.json:bad2", "f.json:bad3").forEach(id -> {
            rig.becomes(id, State.RUNNING);
            rig.engine.stop(rig.status(id).running().get(0).id());
        });
        PATIENTLY.until(() -> hanging.getCount() < 3);
        rig.engine.stop(good.context.runId());
        PATIENTLY.until(() -> good.stops.get() == 1);
        good.succeed();
        rig.becomes(GOOD, State.IDLE);
    }

    @Test
    void aListenerThatHangsOrThrowsHarmsNoOther() throws Exception {
        List<Run> heard = new CopyOnWriteArrayList<>();
        rig.engine.addListener(new RunListener() {
            @Override
            public void ended(Run run) {
                hang();
            }
        });
        rig.engine.addListener(new RunListener() {
            @Override
            public void ended(Run run) {
                throw new IllegalStateException("deliberately");
            }
        });
        rig.engine.addListener(new RunListener() {
            @Override
            public void ended(Run run) {
                heard.add(run);
            }
        });
        rig.engine.addFile(Rig.reading(1, watch("good", "fake")));
        for (int i = 1; i <= 3; i++) {
            rig.source.set("/good", String.valueOf(i));
            rig.type.next().succeed();
            rig.becomes(GOOD, State.IDLE);
        }
        PATIENTLY.until(() -> heard.size() == 3);
    }

    @Test
    void drainingWaitsForRunsThatAreGoingAndStartsNoOther() throws Exception {
        rig.engine.addFile(Rig.reading(1, watch("good", "fake")));
        rig.source.set("/good", "1");
        FakeType.FakeRun run = rig.type.next();
        CompletionStage<Integer> drained = rig.engine.drain(-1, Duration.ofMinutes(1));
        rig.source.set("/good", "2");
        rig.becomes(GOOD, State.WAITING);
        assertThat(drained.toCompletableFuture()).isNotDone();
        run.succeed();
        assertThat(drained.toCompletableFuture().get(30, TimeUnit.SECONDS)).isZero();
        assertThat(rig.type.runs).hasSize(1);

        rig.engine.release(-1);
        assertThat(rig.type.next().payload()).isEqualTo("2");
    }
}
