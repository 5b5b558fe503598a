package twitcher.config.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twitcher.api.process.Worker;

/** Which worker a run gets, and when; workers answer when the test says so. */
@Timeout(120)
final class SparesAtWorkTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<HeldWorker> workers = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Spares spares = new Spares(this::open, timer, new Bed.Config(600_000, 1));

    @AfterEach
    void close() {
        spares.close();
        timer.shutdownNow();
        threads.shutdownNow();
    }

    private Worker open() throws IOException {
        HeldWorker worker = new HeldWorker();
        workers.add(worker);
        return worker;
    }

    private CompletableFuture<Worker> take() {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return spares.take();
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                threads);
    }

    private void awaitClaim() {
        await().atMost(LIMIT).until(spares::isClaimed);
        assertThat(workers).hasSize(1);
    }

    private HeldWorker worker(int number) {
        await().atMost(LIMIT).until(() -> workers.size() > number);
        return workers.get(number);
    }

    @Test
    void aRunGetsAColdOneWhenThatIsReady() throws Exception {
        CompletableFuture<Worker> run = take();
        HeldWorker cold = worker(0);
        assertThat(run).isNotDone();
        cold.ready();
        assertThat(run).succeedsWithin(LIMIT).isSameAs(cold);
    }

    @Test
    void aRunTakesTheSpareThatIsGettingReadyAndTheNextAColdOne() throws Exception {
        spares.want(Optional.of(Set.of()));
        HeldWorker coming = worker(0);
        coming.awaitRead();
        CompletableFuture<Worker> first = take();
        awaitClaim();
        CompletableFuture<Worker> second = take();
        worker(1).ready();
        assertThat(second).succeedsWithin(LIMIT).isSameAs(workers.get(1));
        assertThat(first).isNotDone();
        coming.ready();
        assertThat(first).succeedsWithin(LIMIT).isSameAs(coming);
        worker(2).ready();
        worker(2).answer();
        await().atMost(LIMIT).until(() -> spares.count() == 1);
        assertThat(take()).succeedsWithin(LIMIT).isSameAs(workers.get(2));
    }

    @Test
    void aRunIsToldWhenTheOneThatItWaitsForDoesNotGetReady() {
        spares.want(Optional.of(Set.of()));
        worker(0).awaitRead();
        CompletableFuture<Worker> run = take();
        awaitClaim();
        workers.get(0).close();
        assertThat(run)
                .failsWithin(LIMIT)
                .withThrowableThat()
                .withMessageContaining("its process ended before it was ready");
    }

    @Test
    void nothingIsLeftWhenItIsClosedWhileRunsWait() {
        spares.want(Optional.of(Set.of()));
        worker(0).awaitRead();
        CompletableFuture<Worker> claims = take();
        awaitClaim();
        CompletableFuture<Worker> cold = take();
        worker(1).awaitRead();
        spares.close();
        assertThat(claims).failsWithin(LIMIT);
        assertThat(cold).failsWithin(LIMIT);
        await().atMost(LIMIT).until(() -> workers.stream().allMatch(worker -> worker.closed));
    }

    @Test
    void theOneThatARunWaitsForIsKeptWhenNoSpareIsWantedAnyMore() throws Exception {
        spares.want(Optional.of(Set.of()));
        HeldWorker coming = worker(0);
        coming.awaitRead();
        CompletableFuture<Worker> run = take();
        awaitClaim();
        spares.want(Optional.empty());
        coming.ready();
        assertThat(run).succeedsWithin(LIMIT).isSameAs(coming);
        assertThat(coming.closed).isFalse();
    }
}
