package twitcher.engine.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Run;
import twitcher.api.process.ProcessId;
import twitcher.engine.lane.Position;

/**
 * What outlives the daemon: the runs, the positions, and what an operator decided. Any thread; only {@link #begin} and
 * {@link #process} write, for a few microseconds, on the thread that calls; the rest is handed to the store's own.
 *
 * <p>Tables in a file are committed a few times a second, and a {@link Journal} keeps what happened in between: what was
 * begun, ended, run or decided is handed to the kernel at once. If the disk cannot be written, say because it is full, the store says so,
 * goes on in memory and tries it again: it never keeps a run from starting. The journal has its place on the disk
 * beforehand, so that even then a daemon that is killed leaves word of what it had running. Only its own thread touches the tables, because an interrupt of
 * another one, say of a command in the shell, would close their file.
 */
public final class Store implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Store.class);
    private static final long COMMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long COMPACT_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int BATCH = 1_000;
    /** When so much is not yet kept, what is to be begun waits a little. */
    private static final int BACKLOG = 10_000;

    private static final long BACKLOG_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PATIENCE_S = 5;
    private static final Tables.Bounds IN_MEMORY = new Tables.Bounds(100, 500, 4 << 20, 200_000);

    private final Optional<Disk> disk;
    private final Inbox<Task> inbox = new Inbox<>();
    private final List<Record> uncommitted = new ArrayList<>();
    private final List<Intent> unfinished;
    private final Thread thread;
    private Tables tables;
    private boolean onDisk;
    private volatile Optional<String> problem = Optional.empty();
    private long commitAt;
    private long retryAt;
    private long compactAt = System.nanoTime() + COMPACT_NANOS;

    /** What is handed to the store's thread. */
    private sealed interface Task {}

    private record Keep(Record what) implements Task {}

    private record Ask<T>(Function<Tables, T> question, CompletableFuture<T> answer) implements Task {
        void answer(Tables tables) {
            try {
                answer.complete(question.apply(tables));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    private record Close() implements Task {}

    private Store(Optional<Disk> disk) {
        this.disk = disk;
        tables = opened();
        unfinished = tables.unfinished();
        thread = new Thread(this::work, "twitcher-store");
        thread.setDaemon(true);
        inbox.takenBy(thread);
        thread.start();
    }

    /** The store in {@code folder}; in memory, with a message, as long as there cannot be one. */
    public static Store in(Path folder) {
        return new Store(Optional.of(new Disk(folder)));
    }

    /** A store that forgets everything when it is closed. */
    public static Store inMemory() {
        return new Store(Optional.empty());
    }

    /** What is remembered of watches; of those that are not in it, nothing. */
    public Map<String, Memory> memories(Collection<String> watchIds) {
        List<String> ids = List.copyOf(watchIds);
        return ask(all -> {
                    Map<String, Memory> found = new HashMap<>();
                    ids.forEach(id -> found.put(id, all.memory(id)));
                    return found;
                })
                .orElse(Map.of());
    }

    /** The runs of daemons before this one that have no end; the same list each time. */
    public List<Intent> unfinished() {
        return unfinished;
    }

    /** Records a run before it is started: when it returns, that survives the daemon. */
    public void begin(Intent intent) {
        journal(new Record.Begun(intent));
    }

    /** Records the process of a run that was begun; likewise. */
    public void process(String runId, ProcessId process) {
        journal(new Record.HasProcess(runId, process));
    }

    private void journal(Record what) {
        for (long until = System.nanoTime() + BACKLOG_NANOS;
                inbox.size() > BACKLOG && until - System.nanoTime() > 0; ) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        disk.ifPresentOrElse(d -> d.journal(what, this::keepQuietly), () -> keepQuietly(what));
    }

    /** The journal has it: no thread has to wake up for it, just before a process starts. */
    private void keepQuietly(Record what) {
        inbox.addQuietly(new Keep(what));
    }

    private void keep(Record what) {
        inbox.add(new Keep(what));
    }

    /** Records a run that has ended. */
    public void end(Run run) {
        keep(new Record.Ended(run));
    }

    /** Remembers the last state run successfully by an order of that {@link Fingerprint}. */
    public void remember(String watchId, String fingerprint, Position position) {
        keep(new Record.Done(watchId, fingerprint, position));
    }

    /** Forgets the position of a watch. */
    public void forget(String watchId) {
        keep(new Record.Forgotten(watchId));
    }

    /** Remembers whether a watch is paused, and the fingerprint of what failed for good. */
    public void decided(String watchId, boolean paused, Optional<String> stopped) {
        keep(new Record.Decided(watchId, paused, stopped));
    }

    /**
     * Returns once what was told before survives the end of the daemon, as far as the disk can be written; false if that is
     * not known, because the store is closed or takes too long.
     */
    public boolean settle() {
        return ask(all -> true).isPresent();
    }

    /** The runs that ended and are kept, the newest first: of one watch, or of all. */
    public List<Run> runs(Optional<String> watchId, int limit) {
        // Reading many takes long: not on the thread that keeps what runs now.
        return ask(all -> all.kept(watchId, limit)).map(Tables::read).orElse(List.of());
    }

    /** Why nothing is kept on disk at the moment; empty: it is, or it is not meant to be. Does not block. */
    public Optional<String> problem() {
        return problem;
    }

    /** Empty if the store is closed or does not answer in time. */
    private <T> Optional<T> ask(Function<Tables, T> question) {
        if (!thread.isAlive()) {
            return Optional.empty();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        inbox.add(new Ask<>(question, answer));
        try {
            return Optional.of(answer.get(PATIENCE_S, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("the store does not answer: {}", e.toString());
        }
        return Optional.empty();
    }

    private void work() {
        boolean going = true;
        while (going) {
            try {
                Optional<Task> next = next();
                going = next.isEmpty() || take(next.get());
                housekeeping();
            } catch (InterruptedException e) {
                going = false;
            } catch (RuntimeException e) {
                log.error("the store: a fault of twitcher's own; it goes on", e);
            }
        }
        finish();
    }

    private Optional<Task> next() throws InterruptedException {
        boolean timed = !uncommitted.isEmpty() || !onDisk && disk.isPresent();
        long due = uncommitted.isEmpty() ? retryAt : commitAt;
        long wait = timed ? Math.max(0, due - System.nanoTime()) : COMPACT_NANOS;
        return inbox.take(wait);
    }

    /** Whether the store goes on. */
    private boolean take(Task task) {
        if (task instanceof Keep keep) {
            keepNow(keep.what());
        } else if (task instanceof Ask<?> ask) {
            ask.answer(tables);
        }
        return !(task instanceof Close);
    }

    private void keepNow(Record what) {
        if (!(what instanceof Record.Begun || what instanceof Record.HasProcess)) { // those are in the journal already
            disk.ifPresent(d -> d.journal(what, same -> {}));
        }
        if (uncommitted.isEmpty()) {
            commitAt = System.nanoTime() + COMMIT_NANOS;
        }
        uncommitted.add(what);
        guarded(() -> tables.apply(what));
    }

    private void housekeeping() {
        long now = System.nanoTime();
        if (!uncommitted.isEmpty() && (now - commitAt >= 0 || uncommitted.size() >= BATCH)) {
            commit();
        }
        if (!onDisk && disk.isPresent() && now - retryAt >= 0) {
            retry();
        }
        if (onDisk && now - compactAt >= 0) {
            compactAt = now + COMPACT_NANOS;
            guarded(tables::compact);
        }
    }

    private void commit() {
        List<Task> before = new ArrayList<>();
        if (onDisk || disk.isEmpty()) {
            disk.ifPresentOrElse(
                    d -> d.turn(() -> before.addAll(inbox.takeAll())), () -> before.addAll(inbox.takeAll()));
            takeAll(before);
            if (guarded(tables::commit)) {
                uncommitted.clear();
                forget();
            }
        } else {
            disk.get().shorten(tables, this::catchUp);
            uncommitted.clear();
        }
    }

    /** Brings into the tables what was journaled and still waits. */
    private void catchUp() {
        takeAll(inbox.takeAll());
    }

    private void takeAll(List<Task> tasks) {
        boolean close = tasks.stream().map(this::take).toList().contains(false);
        if (close) {
            inbox.add(new Close());
        }
    }

    private void forget() {
        try {
            if (onDisk) {
                disk.orElseThrow().forget();
            }
        } catch (IOException e) {
            log.debug("{}: {}", where(), e.getMessage());
        }
    }

    /** Whether it went well; if not, the store goes on in memory, with all that is known. */
    private boolean guarded(Runnable what) {
        try {
            what.run();
            return true;
        } catch (MVStoreException | IllegalStateException e) {
            failed(e);
            return false;
        }
    }

    private void failed(RuntimeException e) {
        log.error("{}: cannot be written; history is kept in memory until it can: {}", where(), e.getMessage());
        tables.abandon();
        tables = inMemory(e);
        uncommitted.forEach(tables::apply);
        onDisk = false;
    }

    private Tables opened() {
        if (disk.isPresent()) {
            try {
                Tables there = disk.get().open(same -> {});
                onDisk = true;
                return there;
            } catch (IOException e) {
                log.error("{}: history is kept in memory, because it cannot be written: {}", where(), e.getMessage());
                return inMemory(e);
            }
        }
        return Tables.inMemory(IN_MEMORY);
    }

    /** Tables in memory, with what can be read of the disk. */
    private Tables inMemory(Exception why) {
        problem = Optional.of(where() + ": " + why.getMessage());
        retryAt = System.nanoTime() + RETRY_NANOS;
        Tables fresh = Tables.inMemory(IN_MEMORY);
        disk.ifPresent(d -> d.readInto(fresh));
        return fresh;
    }

    private void retry() {
        retryAt = System.nanoTime() + RETRY_NANOS;
        try {
            tables = disk.orElseThrow().open(this::fill);
            onDisk = true;
            problem = Optional.empty();
            uncommitted.clear();
            log.info("{}: is written again", where());
        } catch (IOException | MVStoreException e) {
            log.debug("{}: still cannot be written: {}", where(), e.getMessage());
        }
    }

    private String where() {
        return disk.map(Disk::toString).orElse("the store in memory");
    }

    private void fill(Tables back) {
        catchUp();
        back.take(tables);
    }

    private void finish() {
        inbox.takeAll().forEach(this::take);
        commit();
        guarded(tables::close);
        disk.ifPresent(Disk::close);
    }

    /** Writes what is not written yet and ends. May be called twice. */
    @Override
    public void close() {
        inbox.add(new Close());
        try {
            thread.join(TimeUnit.SECONDS.toMillis(PATIENCE_S));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
