package twitcher.config.python;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.process.Worker;
import twitcher.config.python.worker.Wire;

/**
 * Workers that wait, ready, for a function to be run: made one at a time, only while some watch has a function. Each has
 * rehearsed a run, and has imported what the functions import.
 */
final class Spares implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spares.class);

    /** A run that just took a spare has the processor to itself for that long. */
    private static final long PAUSE_MILLIS = 300;

    /** Less than the engine's patience with a start. */
    private static final int LIMIT_MILLIS = 90_000;

    private final Interpreters.Opener opener;
    private final ScheduledExecutorService timer;
    private final PythonConfig config;
    private final Deque<Ready> ready = new ArrayDeque<>();

    /** Those that a run waits for. */
    private final Set<Worker> cold = new HashSet<>();

    private Worker coming;

    /** Whether {@link #coming} is still to get ready; then a run may claim it. */
    private boolean starting;

    private Optional<CompletableFuture<Worker>> claim = Optional.empty();
    private Optional<Set<String>> wanted = Optional.empty();
    private boolean working;
    private boolean failed;
    private boolean closed;

    private record Ready(Worker worker, long since, Set<String> imported) {}

    Spares(Interpreters.Opener opener, ScheduledExecutorService timer, PythonConfig config) {
        this.opener = opener;
        this.timer = timer;
        this.config = config;
    }

    /** What the functions that watches have as their actions import; empty if there is none. */
    void want(Optional<Set<String>> imports) {
        synchronized (this) {
            wanted = imports.map(Set::copyOf);
            failed = false;
            if (imports.isPresent()) {
                fill();
                return;
            }
        }
        drop();
    }

    /** A worker to run a function: a spare, or else the next that is ready, which is waited for. */
    Worker take() throws IOException {
        Optional<Worker> spare = spare();
        Worker worker = spare.isPresent() ? spare.get() : next();
        synchronized (this) {
            fill();
        }
        return worker;
    }

    private synchronized Optional<Worker> spare() {
        failed = false;
        for (Ready spare = ready.poll(); spare != null; spare = ready.poll()) {
            if (spare.worker().isAlive()) {
                return Optional.of(spare.worker());
            }
            spare.worker().close();
        }
        return Optional.empty();
    }

    /** The one that is getting ready anyway, if no other run has claimed it; else a new one. */
    private Worker next() throws IOException {
        Optional<CompletableFuture<Worker>> ours = claim();
        return ours.isPresent() ? claimed(ours.get()) : cold();
    }

    private synchronized Optional<CompletableFuture<Worker>> claim() {
        if (!starting || claim.isPresent()) {
            return Optional.empty();
        }
        claim = Optional.of(new CompletableFuture<>());
        return claim;
    }

    private Worker claimed(CompletableFuture<Worker> ours) throws IOException {
        try {
            return ours.get(limitMillis(), MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            return withdraw(ours).orElseThrow(() -> new IOException("its process took too long to be ready", e));
        } catch (InterruptedException e) {
            withdraw(ours).ifPresent(Worker::close);
            Thread.currentThread().interrupt();
            throw new IOException("its start was interrupted", e);
        }
    }

    /** Takes the claim back; what was given in the meantime is the answer. */
    private synchronized Optional<Worker> withdraw(CompletableFuture<Worker> ours) {
        claim = claim.filter(other -> other != ours);
        return ours.isDone() && !ours.isCompletedExceptionally() ? Optional.of(ours.join()) : Optional.empty();
    }

    /** Gives the one that is ready now to the run that has claimed it, if one has. */
    private synchronized boolean isHanded(Worker worker) {
        starting = false;
        Optional<CompletableFuture<Worker>> run = claim;
        claim = Optional.empty();
        run.ifPresent(waiting -> {
            coming = null;
            waiting.complete(worker);
        });
        return run.isPresent();
    }

    private synchronized void failed(IOException e) {
        starting = false;
        coming = null;
        failed = true;
        claim.ifPresent(waiting -> waiting.completeExceptionally(e));
        claim = Optional.empty();
        if (!closed && wanted.isPresent()) {
            LOG.warn("no process is ready for Python functions, they start more slowly: {}", e.toString());
        }
    }

    private int limitMillis() {
        return Math.min(config.startLimitMs(), LIMIT_MILLIS);
    }

    private Worker cold() throws IOException {
        Worker worker = opener.open();
        try {
            starts(worker);
            awaitReady(worker);
            return worker;
        } finally {
            started(worker);
        }
    }

    private void awaitReady(Worker worker) throws IOException {
        try {
            Future<?> limit = timer.schedule(worker::close, limitMillis(), MILLISECONDS);
            try {
                Wire.read(worker.answers());
            } finally {
                limit.cancel(false);
            }
        } catch (EOFException e) {
            worker.close();
            throw new IOException("its process ended before it was ready, or took too long", e);
        } catch (RejectedExecutionException e) {
            worker.close();
            throw new IOException("the bundle for Python is being stopped", e);
        }
    }

    private synchronized void starts(Worker worker) throws IOException {
        cold.add(worker);
        if (closed) {
            worker.close();
            throw new IOException("the bundle for Python is being stopped");
        }
    }

    private synchronized void started(Worker worker) {
        cold.remove(worker);
    }

    /** Whether a run waits for the one that is getting ready. */
    synchronized boolean isClaimed() {
        return claim.isPresent();
    }

    /** How many are ready. */
    synchronized int count() {
        return ready.size();
    }

    /** What the one that waits longest has imported; nothing if none waits. */
    synchronized Set<String> imported() {
        return ready.isEmpty() ? Set.of() : ready.peek().imported();
    }

    private void fill() {
        notifyAll();
        if (wanted.isPresent() && !closed && !failed && !working && config.spares() > 0) {
            working = true;
            Thread thread = new Thread(this::work, "twitcher-python-spares");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Makes spares until there are enough, and ends those that are not needed any more. */
    private void work() {
        try {
            while (step()) {
                make();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                working = false;
                notifyAll();
            }
        }
    }

    /** Whether another is to be made; waits while there are enough, until some get old or all is over. */
    private synchronized boolean step() throws InterruptedException {
        boolean full = false;
        while (isWanted() && ready.size() >= config.spares() && stale().isEmpty()) {
            full = true;
            long age = TimeUnit.NANOSECONDS.toMillis(
                    System.nanoTime() - ready.peek().since());
            long left = config.spareIdleMs() - age;
            if (left <= 0) {
                ready.forEach(spare -> spare.worker().close());
                ready.clear();
                return false;
            }
            wait(left);
        }
        if (full && !closed) {
            wait(PAUSE_MILLIS);
        }
        return isWanted();
    }

    private boolean isWanted() {
        return wanted.isPresent() && !closed && !failed;
    }

    /** One that lacks imports. */
    private Optional<Ready> stale() {
        return ready.stream()
                .filter(spare -> !spare.imported().containsAll(wanted.orElse(Set.of())))
                .findFirst();
    }

    private void make() {
        try {
            Worker worker = begin();
            if (!isHanded(worker)) {
                rehearse(worker);
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void rehearse(Worker worker) throws IOException {
        Set<String> imports = imports();
        Wire.write(worker.requests(), Map.of("do", "rehearse", "modules", List.copyOf(imports)));
        Wire.read(worker.answers());
        synchronized (this) {
            coming = null;
            if (wanted.isPresent() && !closed) {
                ready.add(new Ready(worker, System.nanoTime(), imports));
                return;
            }
        }
        worker.close();
    }

    /** A new one, as soon as it answers; or one that is to import more. */
    private Worker begin() throws IOException {
        synchronized (this) {
            Optional<Ready> stale = stale();
            if (stale.isPresent()) {
                ready.remove(stale.get());
                coming = stale.get().worker();
                return coming;
            }
        }
        Worker worker = opener.open();
        synchronized (this) {
            coming = worker;
            starting = true;
        }
        awaitReady(worker);
        return worker;
    }

    private synchronized Set<String> imports() {
        return wanted.orElse(Set.of());
    }

    private void drop() {
        Deque<Ready> old;
        Worker unfinished;
        synchronized (this) {
            old = new ArrayDeque<>(ready);
            ready.clear();
            unfinished = claim.isPresent() && !closed ? null : coming;
            notifyAll();
        }
        old.forEach(spare -> spare.worker().close());
        if (unfinished != null) {
            unfinished.close();
        }
    }

    /** Ends all of them. */
    @Override
    public void close() {
        Set<Worker> starting;
        synchronized (this) {
            closed = true;
            starting = Set.copyOf(cold);
        }
        starting.forEach(Worker::close);
        drop();
    }
}
