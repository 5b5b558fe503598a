package twitcher.config.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twitcher.api.config.NotReady;
import twitcher.api.process.Worker;
import twitcher.config.python.worker.Program;

/** How many workers evaluate. By a clock of the test, and workers that answer when the test says so. */
@Timeout(120)
final class EvaluatorsTest {
    private static final Program PROGRAM = new Program("a.twc", "/", "".getBytes(StandardCharsets.US_ASCII), Map.of());
    private static final Duration LONG = Evaluators.PATIENCE.plusMillis(1);

    private final List<HeldWorker> workers = new CopyOnWriteArrayList<>();
    private final AtomicLong nanos = new AtomicLong();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Evaluators evaluators =
            new Evaluators(() -> new Evaluator(this::open, timer, new Bed.Config(600_000, 0), nanos::get));

    @AfterEach
    void close() {
        evaluators.close();
        timer.shutdownNow();
        threads.shutdownNow();
    }

    private Worker open() throws IOException {
        HeldWorker worker = new HeldWorker();
        workers.add(worker);
        return worker;
    }

    private CompletableFuture<Map<String, Object>> evaluate() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return evaluators.evaluate(PROGRAM);
                    } catch (Evaluator.Unanswered e) {
                        throw new CompletionException(e);
                    }
                },
                threads);
    }

    private HeldWorker worker(int number) {
        await().until(() -> workers.size() > number);
        return workers.get(number);
    }

    private void staysAt(int number) {
        await().during(Duration.ofMillis(300)).until(() -> workers.size() == number);
    }

    @Test
    void oneAfterTheOtherIsEvaluatedByOneWorker() throws Exception {
        worker(evaluate(), 0);
        for (int i = 0; i < 3; i++) {
            CompletableFuture<?> evaluation = evaluate();
            worker(0).answer();
            evaluation.join();
        }
        assertThat(workers).hasSize(1);
    }

    /** The first evaluation by that worker, which has to start. */
    private void worker(CompletableFuture<?> evaluation, int number) throws IOException {
        worker(number).ready();
        worker(number).answer();
        evaluation.join();
    }

    @Test
    void whatTakesLongHasItsWorkerToItself() throws Exception {
        CompletableFuture<?> slow = evaluate();
        worker(0).ready();
        CompletableFuture<?> behind = evaluate();
        staysAt(1);
        worker(0).awaitRequest();
        nanos.addAndGet(LONG.toNanos());
        worker(behind, 1);
        assertThat(slow).isNotDone();
        CompletableFuture<?> next = evaluate();
        worker(1).answer();
        next.join();
        worker(0).answer();
        slow.join();
        await().until(() -> workers.get(0).closed);
        assertThat(workers).hasSize(2);
    }

    @Test
    void aWorkerThatOnlyStartsIsWaitedFor() throws Exception {
        CompletableFuture<?> first = evaluate();
        worker(0);
        nanos.addAndGet(LONG.toNanos());
        CompletableFuture<?> behind = evaluate();
        staysAt(1);
        worker(first, 0);
        worker(0).answer();
        behind.join();
        assertThat(workers).hasSize(1);
    }

    @Test
    void thereAreNeverMoreThanSoMany() throws Exception {
        for (int i = 0; i < Evaluators.MOST; i++) {
            evaluate();
            worker(i).ready();
            worker(i).awaitRequest();
            nanos.addAndGet(LONG.toNanos());
        }
        CompletableFuture<?> oneMore = evaluate();
        staysAt(Evaluators.MOST);
        worker(2).answer();
        worker(2).answer();
        oneMore.join();
        assertThat(workers).hasSize(Evaluators.MOST);
    }

    @Test
    void whoWaitsIsToldWhenTheBundleIsStopped() throws Exception {
        CompletableFuture<?> going = evaluate();
        worker(0).ready();
        worker(0).awaitRequest();
        CompletableFuture<?> behind = evaluate();
        evaluators.close();
        for (CompletableFuture<?> evaluation : List.of(going, behind)) {
            assertThat(evaluation)
                    .failsWithin(Duration.ofSeconds(60))
                    .withThrowableThat()
                    .withCauseInstanceOf(NotReady.class);
        }
    }
}
