package twitcher.engine.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.StringDataType;
import twitcher.api.Outcome;
import twitcher.api.Run;

/** The tables of the store, in a file or in memory. Reads from any thread, writes from one. */
final class Tables implements AutoCloseable {
    private static final int CACHE_MB = 2;
    private static final int COMPACT_MS = 200;
    /** After every id of a run. */
    private static final String LAST = "\uffff";

    private static final String BYTES = "bytes of runs";

    /** Ids are sorted by time, so the order of this table is that of the starts. */
    private final MVMap<String, byte[]> runs;
    /** Of a watch's id, a NUL and a run's id. */
    private final MVMap<String, byte[]> byWatch;

    private final MVMap<String, byte[]> open;
    private final MVMap<String, byte[]> memories;
    private final MVMap<String, byte[]> totals;
    private final MVStore store;
    private final Bounds bounds;
    private long bytes;

    /**
     * How much is kept.
     *
     * @param perWatch runs of one watch
     * @param runs runs in all
     * @param bytes bytes of runs in all, nearly all of it output
     * @param memories watches remembered
     */
    record Bounds(int perWatch, int runs, long bytes, int memories) {}

    private Tables(MVStore store, Bounds bounds) {
        this.store = store;
        this.bounds = bounds;
        runs = table("runs");
        byWatch = table("runs by watch");
        open = table("open runs");
        memories = table("watches");
        totals = table("totals");
        bytes = Optional.ofNullable(totals.get(BYTES))
                .map(value -> ByteBuffer.wrap(value).getLong())
                .orElse(0L);
    }

    /** Opens {@code file}, or makes it; what is thrown says that it is no store, or a broken one. */
    static Tables inFile(Path file, Bounds bounds) throws IOException {
        OwnFiles.create(file);
        MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .cacheSize(CACHE_MB)
                .compress()
                .autoCommitDisabled()
                .open();
        try {
            return new Tables(store, bounds);
        } catch (RuntimeException e) {
            store.closeImmediately();
            throw e;
        }
    }

    /** What is in {@code file}, which is not written to. */
    static Tables toRead(Path file, Bounds bounds) {
        MVStore store =
                new MVStore.Builder().fileName(file.toString()).readOnly().open();
        try {
            return new Tables(store, bounds);
        } catch (RuntimeException e) {
            store.closeImmediately();
            throw e;
        }
    }

    static Tables inMemory(Bounds bounds) {
        return new Tables(new MVStore.Builder().autoCommitDisabled().open(), bounds);
    }

    private MVMap<String, byte[]> table(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<String, byte[]>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    void apply(Record record) {
        if (record instanceof Record.Anew) {
            anew();
        } else if (record instanceof Record.Remembered remembered) {
            change(remembered.watchId(), old -> remembered.memory());
        } else if (record instanceof Record.Begun begun) {
            begin(begun.intent());
        } else if (record instanceof Record.HasProcess has) {
            find(open, has.runId(), Codec::readIntent).ifPresent(intent -> put(intent.with(has.process())));
        } else if (record instanceof Record.Ended ended) {
            end(ended.run());
            doubt(ended.run().watchId(), unseen(ended.run()));
        } else if (record instanceof Record.Done done) {
            Memory.Keyed keyed = new Memory.Keyed(done.fingerprint(), done.position());
            change(done.watchId(), old -> old.at(Optional.of(keyed)));
        } else if (record instanceof Record.Forgotten forgotten) {
            change(forgotten.watchId(), old -> old.at(Optional.empty()));
        } else if (record instanceof Record.Decided decided) {
            change(decided.watchId(), old -> old.decided(decided.paused(), decided.stopped()));
        }
    }

    private void begin(Intent intent) {
        if (!runs.containsKey(intent.run().id())
                && !open.containsKey(intent.run().id())) {
            put(intent);
        }
    }

    private void anew() {
        open.clear();
        marked().forEach((id, memory) ->
                change(id, old -> old.decided(false, Optional.empty()).in(false)));
    }

    /** What is remembered of the watches that are paused, stopped or in doubt. */
    private Map<String, Memory> marked() {
        Map<String, Memory> found = new HashMap<>();
        for (Cursor<String, byte[]> cursor = memories.cursor(null); cursor.hasNext(); ) {
            String id = cursor.next();
            Codec.value(cursor.getValue(), Codec::readMemory)
                    .filter(memory -> memory.paused() || memory.stopped().isPresent() || memory.doubt())
                    .ifPresent(memory -> found.put(id, memory));
        }
        return found;
    }

    private static boolean unseen(Run run) {
        return run.end().filter(end -> end.outcome() instanceof Outcome.Unknown).isPresent();
    }

    /** A run that nobody saw the end of casts doubt; one that ended in sight of somebody ends it. */
    private void doubt(String watchId, boolean now) {
        if (memory(watchId).doubt() != now) {
            change(watchId, old -> old.in(now));
        }
    }

    private void put(Intent intent) {
        open.put(intent.run().id(), Codec.bytes(intent, Codec::writeIntent));
    }

    private void change(String watchId, UnaryOperator<Memory> how) {
        memories.put(watchId, Codec.bytes(how.apply(memory(watchId)), Codec::writeMemory));
        if (memories.size() > bounds.memories()) {
            prune();
        }
    }

    /** Drops a tenth of what is remembered of watches, but nothing that an operator decided. */
    private void prune() {
        int most = bounds.memories() - bounds.memories() / 10;
        for (Iterator<String> ids = memories.keyIterator(null); ids.hasNext() && memories.size() > most; ) {
            String id = ids.next();
            Memory memory = memory(id);
            if (!memory.paused() && memory.stopped().isEmpty()) {
                memories.remove(id);
            }
        }
    }

    private void end(Run run) {
        open.remove(run.id());
        byte[] value = Codec.bytes(run, Codec::writeRun);
        byte[] old = runs.put(run.id(), value);
        byWatch.put(key(run.watchId(), run.id()), new byte[0]);
        bytes += value.length - (old == null ? 0 : old.length);
        boundWatch(run.watchId());
        while (runs.size() > bounds.runs() || bytes > bounds.bytes() && runs.size() > 1) {
            drop(runs.firstKey());
        }
    }

    private void boundWatch(String watchId) {
        String first = byWatch.ceilingKey(key(watchId, ""));
        String last = byWatch.floorKey(key(watchId, LAST));
        if (byWatch.getKeyIndex(last) - byWatch.getKeyIndex(first) >= bounds.perWatch()) {
            drop(runId(first));
        }
    }

    private void drop(String runId) {
        byte[] old = runs.remove(runId);
        if (old != null) {
            bytes -= old.length;
            Codec.value(old, Codec::readRun).ifPresent(run -> byWatch.remove(key(run.watchId(), runId)));
        }
    }

    private static String key(String watchId, String runId) {
        return watchId + '\0' + runId;
    }

    private static String runId(String key) {
        return key.substring(key.indexOf('\0') + 1);
    }

    Memory memory(String watchId) {
        return find(memories, watchId, Codec::readMemory).orElse(Memory.NONE);
    }

    private static <T> Optional<T> find(MVMap<String, byte[]> table, String key, Codec.Reader<T> reader) {
        return Optional.ofNullable(table.get(key)).flatMap(value -> Codec.value(value, reader));
    }

    /** The runs without an end. */
    List<Intent> unfinished() {
        List<Intent> all = new ArrayList<>();
        for (Cursor<String, byte[]> cursor = open.cursor(null); cursor.hasNext(); ) {
            cursor.next();
            Codec.value(cursor.getValue(), Codec::readIntent).ifPresent(all::add);
        }
        return all;
    }

    /** The runs that ended, the newest first. */
    List<Run> runs(Optional<String> watchId, int limit) {
        return read(kept(watchId, limit));
    }

    /** The same runs as they are kept: {@link #read} may be called on any thread, and takes far longer. */
    List<byte[]> kept(Optional<String> watchId, int limit) {
        MVMap<String, byte[]> index = watchId.isEmpty() ? runs : byWatch;
        String prefix = watchId.map(id -> key(id, "")).orElse("");
        List<byte[]> found = new ArrayList<>();
        String key = index.floorKey(prefix + LAST);
        while (key != null && key.startsWith(prefix) && found.size() < limit) {
            Optional.ofNullable(runs.get(runId(key))).ifPresent(found::add);
            key = index.lowerKey(key);
        }
        return found;
    }

    static List<Run> read(List<byte[]> kept) {
        return kept.stream()
                .flatMap(bytes -> Codec.value(bytes, Codec::readRun).stream())
                .toList();
    }

    /** Takes over what is in {@code newer}, which knows better what is open. */
    void take(Tables newer) {
        open.clear();
        newer.unfinished().forEach(this::put);
        for (Cursor<String, byte[]> cursor = newer.memories.cursor(null); cursor.hasNext(); ) {
            memories.put(cursor.next(), cursor.getValue());
        }
        newer.runs(Optional.empty(), bounds.runs()).forEach(this::end);
    }

    /** What would be worst to forget: the runs that are open, and the watches that are paused, stopped or in doubt. */
    List<Record> summary() {
        List<Record> all = new ArrayList<>(List.of(new Record.Anew()));
        unfinished().forEach(intent -> all.add(new Record.Begun(intent)));
        marked().forEach((id, memory) -> all.add(new Record.Remembered(id, memory)));
        return all;
    }

    /** Hands all of it to the kernel. */
    void commit() {
        totals.put(BYTES, ByteBuffer.allocate(Long.BYTES).putLong(0, bytes).array());
        store.commit();
    }

    /** Makes the file smaller, if much of it is unused. */
    void compact() {
        store.compactFile(COMPACT_MS);
    }

    @Override
    public void close() {
        store.close();
    }

    /** Ends it without writing. */
    void abandon() {
        store.closeImmediately();
    }
}
