package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.engine.Patiently.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import twitcher.api.Outcome;
import twitcher.api.Policy;
import twitcher.api.RunMode;
import twitcher.api.Watch;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;

/** Many threads at once, with real time: no wake-up is lost, and no run overlaps that must not. */
@Timeout(120)
class StressTest {
    private static final int LANES = 100;
    private static final int THREADS = 4;
    private static final int CHANGES = 2_000;

    /** Ends its runs by itself after a moment, and looks for overlaps. */
    private static final class BusyType extends FakeType {
        final Map<String, String> last = new ConcurrentHashMap<>();
        final Map<String, AtomicInteger> going = new ConcurrentHashMap<>();
        final AtomicInteger most = new AtomicInteger();
        final AtomicInteger all = new AtomicInteger();
        final ScheduledExecutorService ender = Executors.newScheduledThreadPool(2);

        @Override
        RunningAction start(RunContext context) {
            String id = context.watch().id();
            AtomicInteger mine = going.computeIfAbsent(id, key -> new AtomicInteger());
            most.accumulateAndGet(mine.incrementAndGet(), Math::max);
            all.incrementAndGet();
            last.put(id, context.change().payload().text());
            FakeRun run = new FakeRun(context, process);
            ender.schedule(() -> end(mine, run), context.runId().hashCode() & 0x3ff, TimeUnit.MICROSECONDS);
            return run;
        }

        private static void end(AtomicInteger mine, FakeRun run) {
            mine.decrementAndGet();
            run.end(run.stops.get() > 0 ? new Outcome.Signalled(15) : new Outcome.Succeeded());
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = RunMode.class,
            names = {"QUEUE", "RESTART"})
    void theLastStateOfEachNodeIsStartedWithoutOverlaps(RunMode mode) throws InterruptedException {
        BusyType type = new BusyType();
        try (Rig rig = new Rig(20)) {
            rig.engine.addSource(rig.source);
            rig.add(rig.reference, type);
            rig.engine.addFile(Rig.reading(
                    1,
                    IntStream.range(0, LANES)
                            .mapToObj(i -> Rig.watch("f.json:" + i, "/" + i, Policy.DEFAULT.withRunMode(mode)))
                            .toArray(Watch[]::new)));
            IntStream.range(0, LANES).forEach(i -> rig.source.set("/" + i, "first"));
            await().atMost(Duration.ofSeconds(60)).until(() -> type.last.size() == LANES);
            Map<String, String> expected = disturb(rig, type);
            await().atMost(Duration.ofSeconds(60)).until(() -> type.last.equals(expected));
            assertThat(type.most.get()).isEqualTo(1);
            assertThat(type.all.get()).isGreaterThan(LANES);
        } finally {
            type.ender.shutdownNow();
        }
    }

    /** Sets nodes from several threads, while the source and the type come and go. */
    private static Map<String, String> disturb(Rig rig, FakeType type) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            int number = t;
            threads.add(new Thread(() -> set(rig, number)));
        }
        threads.add(new Thread(() -> comeAndGo(rig, type)));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        Map<String, String> expected = new HashMap<>();
        for (int i = 0; i < LANES; i++) {
            rig.source.set("/" + i, "last " + i);
            expected.put("f.json:" + i, "last " + i);
        }
        return expected;
    }

    private static void set(Rig rig, int number) {
        Random random = new Random(number);
        for (int i = 0; i < CHANGES; i++) {
            rig.source.set("/" + random.nextInt(LANES), number + "-" + i);
        }
    }

    private static void comeAndGo(Rig rig, FakeType type) {
        for (int i = 0; i < 20; i++) {
            rig.engine.removeSource(rig.source);
            rig.engine.removeType(rig.reference);
            rig.engine.addSource(rig.source);
            rig.add(rig.reference, type);
        }
    }

    @Test
    void whoPostsHereTakesItWithAllThatItBringsAbout() {
        List<Integer> taken = new ArrayList<>();
        List<Mailbox<Integer>> box = new ArrayList<>();
        box.add(new Mailbox<>(
                task -> {
                    throw new AssertionError("needs no other thread");
                },
                i -> {
                    taken.add(i);
                    if (i < 3) {
                        box.get(0).post(i + 1);
                    }
                }));
        box.get(0).postHere(1);
        assertThat(taken).containsExactly(1, 2, 3);
    }

    @Test
    void aMailboxTakesEverythingOnceAndInOrder() {
        try (Threads threads = new Threads()) {
            List<Integer> taken = new ArrayList<>();
            AtomicInteger inside = new AtomicInteger();
            AtomicInteger overlaps = new AtomicInteger();
            Mailbox<Integer> mailbox = new Mailbox<>(threads.lanes, i -> {
                overlaps.addAndGet(inside.getAndIncrement());
                taken.add(i);
                inside.decrementAndGet();
            });
            IntStream.range(0, 100_000).forEach(mailbox::post);
            List<Thread> posters = Stream.<IntConsumer>of(
                            i -> mailbox.post(-1),
                            i -> mailbox.post(-1),
                            i -> mailbox.postHere(-1),
                            i -> mailbox.postHere(-1))
                    .map(post -> new Thread(() -> IntStream.range(0, 50_000).forEach(post)))
                    .toList();
            posters.forEach(Thread::start);
            await().until(() -> posters.stream().noneMatch(Thread::isAlive));
            mailbox.post(-2);
            await().until(() -> !taken.isEmpty() && taken.get(taken.size() - 1) == -2);
            assertThat(overlaps.get()).isZero();
            assertThat(taken).hasSize(300_001);
            assertThat(taken.stream().filter(i -> i >= 0).toList())
                    .isEqualTo(IntStream.range(0, 100_000).boxed().toList());
        }
    }
}
