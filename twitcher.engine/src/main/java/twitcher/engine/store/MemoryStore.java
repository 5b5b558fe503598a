package twitcher.engine.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import twitcher.api.Output;
import twitcher.api.Run;
import twitcher.api.process.ProcessId;
import twitcher.engine.lane.Position;

/** A store that forgets everything when the daemon ends: for a state directory that cannot be written. */
public final class MemoryStore implements Store {
    private static final int RUNS = 1_000;
    private static final long OUTPUT_BYTES = 4 << 20;

    private final Map<String, Memory> memories = new HashMap<>();
    private final Deque<Run> newestFirst = new ArrayDeque<>();
    private long outputBytes;

    @Override
    public synchronized Memory memory(String watchId) {
        return memories.getOrDefault(watchId, Memory.NONE);
    }

    @Override
    public List<Intent> unfinished() {
        return List.of();
    }

    @Override
    public void begin(Intent intent) {}

    @Override
    public void process(String runId, ProcessId process) {}

    @Override
    public synchronized void end(Run run) {
        newestFirst.addFirst(run);
        outputBytes += bytes(run);
        Iterator<Run> oldestFirst = newestFirst.descendingIterator();
        while (newestFirst.size() > RUNS || outputBytes > OUTPUT_BYTES) {
            outputBytes -= bytes(oldestFirst.next());
            oldestFirst.remove();
        }
    }

    private static long bytes(Run run) {
        return run.end().map(Run.End::output).map(MemoryStore::bytes).orElse(0L);
    }

    private static long bytes(Output output) {
        return bytes(output.stdout()) + bytes(output.stderr());
    }

    private static long bytes(Output.Kept kept) {
        return (long) kept.head().size() + kept.tail().size();
    }

    @Override
    public void remember(String watchId, String fingerprint, Position position) {
        Optional<Memory.Keyed> keyed = Optional.of(new Memory.Keyed(fingerprint, position));
        change(watchId, old -> new Memory(keyed, old.paused(), old.stopped()));
    }

    @Override
    public void forget(String watchId) {
        change(watchId, old -> new Memory(Optional.empty(), old.paused(), old.stopped()));
    }

    @Override
    public void keep(String watchId, boolean paused, Optional<String> stopped) {
        change(watchId, old -> new Memory(old.position(), paused, stopped));
    }

    private synchronized void change(String watchId, UnaryOperator<Memory> how) {
        memories.put(watchId, how.apply(memory(watchId)));
    }

    @Override
    public synchronized List<Run> runs(Optional<String> watchId, int limit) {
        return newestFirst.stream()
                .filter(r -> watchId.isEmpty() || watchId.get().equals(r.watchId()))
                .limit(limit)
                .toList();
    }

    @Override
    public void close() {}
}
