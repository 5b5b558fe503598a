package twitcher.engine;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Watch;
import twitcher.api.config.WatchFile;
import twitcher.engine.lane.Bar;
import twitcher.engine.lane.Input;
import twitcher.engine.lane.LaneState;
import twitcher.engine.lane.Position;
import twitcher.engine.store.Fingerprint;
import twitcher.engine.store.Memory;
import twitcher.engine.store.Store;

/**
 * All lanes, by id. A reading is compared with the one before it: what is equal is left alone, what is lacking is
 * removed once its runs are over, and a watch that comes back meanwhile has its lane, and its runs, again.
 */
final class Lanes implements Workshop.Registry {
    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final String host;
    private final Store store;
    private final Function<LaneState, Lane> maker;

    /** Guarded by this. */
    private boolean source;

    /**
     * A lane.
     *
     * @param lane the lane
     * @param file whose reading has its watch; empty: none has
     */
    private record Entry(Lane lane, Optional<String> file) {}

    Lanes(String host, Store store, Function<LaneState, Lane> maker) {
        this.host = host;
        this.store = store;
        this.maker = maker;
    }

    /** Makes {@code young} what counts for its file, in the place of {@code old}. */
    synchronized void apply(Optional<WatchFile> old, WatchFile young) {
        // Within the lock: a lane that retires meanwhile has told the store all that it knew.
        Map<String, Memory> memories =
                store.memories(young.watches().stream().map(Watch::id).toList());
        Set<String> ids = new HashSet<>();
        for (Watch watch : young.watches()) {
            if (ids.add(watch.id())) {
                load(young, watch, memories.getOrDefault(watch.id(), Memory.NONE));
            }
        }
        old.stream()
                .flatMap(reading -> reading.watches().stream())
                .filter(watch -> !ids.contains(watch.id()))
                .forEach(watch -> remove(watch.id(), young.file()));
    }

    /** The reading of a file is gone, and nothing says what comes instead. */
    synchronized void vanished(WatchFile reading) {
        reading.watches().stream()
                .map(watch -> entries.get(watch.id()))
                .filter(entry -> entry != null && entry.file().equals(Optional.of(reading.file())))
                .forEach(entry -> entry.lane().post(new Input.ReadingVanished()));
    }

    private void load(WatchFile reading, Watch watch, Memory memory) {
        Entry old = entries.get(watch.id());
        if (old != null && old.file().filter(f -> !f.equals(reading.file())).isPresent()) {
            log.error(
                    "{}: not loaded from {}: {} has a watch of that id; give it another description",
                    watch.id(),
                    reading.file(),
                    old.file().get());
            return;
        }
        Lane lane = old == null ? make(watch.id(), startBars(memory)) : old.lane();
        entries.put(watch.id(), new Entry(lane, Optional.of(reading.file())));
        lane.post(loaded(watch, reading.held(), memory));
    }

    /**
     * What loading a watch would begin with.
     *
     * @param state its lane, as it is or as it would be made
     * @param input what that would be told
     */
    record Beginning(LaneState state, Input input) {}

    /** What loading each watch of {@code young} would begin with; nothing is loaded. */
    synchronized List<Beginning> beginnings(WatchFile young) {
        Map<String, Memory> memories =
                store.memories(young.watches().stream().map(Watch::id).toList());
        return young.watches().stream()
                .map(watch -> beginning(watch, young.held(), memories.getOrDefault(watch.id(), Memory.NONE)))
                .toList();
    }

    private Beginning beginning(Watch watch, boolean held, Memory memory) {
        LaneState state = Optional.ofNullable(entries.get(watch.id()))
                .map(entry -> entry.lane().state())
                .orElseGet(() -> fresh(watch.id(), startBars(memory)));
        return new Beginning(state, loaded(watch, held, memory));
    }

    /** What the lane of a watch would begin with if it had never been loaded by this daemon. */
    synchronized Beginning anew(LaneState lane, Watch watch) {
        Memory memory = store.memories(Set.of(watch.id())).getOrDefault(watch.id(), Memory.NONE);
        return new Beginning(fresh(watch.id(), startBars(memory)), loaded(watch, lane.barred(Bar.HELD), memory));
    }

    /** The lanes of the watches that {@code young} lacks, and that its file has now. */
    synchronized List<LaneState> lacking(WatchFile young) {
        Set<String> ids = young.watches().stream().map(Watch::id).collect(Collectors.toSet());
        return entries.values().stream()
                .filter(entry -> entry.file().equals(Optional.of(young.file())))
                .map(entry -> entry.lane().state())
                .filter(state -> !ids.contains(state.id()))
                .sorted(Comparator.comparing(LaneState::id))
                .toList();
    }

    private static Input loaded(Watch watch, boolean held, Memory memory) {
        Input.Remembered remembered = memory.equals(Memory.NONE) ? Input.Remembered.NOTHING : remembered(watch, memory);
        return new Input.Loaded(watch, held, remembered);
    }

    private static Input.Remembered remembered(Watch watch, Memory memory) {
        String order = Fingerprint.ofOrder(watch);
        boolean stopped = memory.stopped()
                .filter(key -> key.equals(Fingerprint.ofWatch(watch)))
                .isPresent();
        Optional<Position> position = memory.position()
                .filter(keyed -> keyed.fingerprint().equals(order))
                .map(Memory.Keyed::position);
        return new Input.Remembered(position, stopped, memory.doubt());
    }

    private static Set<Bar> startBars(Memory memory) {
        return memory.paused() ? EnumSet.of(Bar.PAUSED) : EnumSet.noneOf(Bar.class);
    }

    private Lane make(String id, Set<Bar> bars) {
        return maker.apply(fresh(id, bars));
    }

    private LaneState fresh(String id, Set<Bar> bars) {
        if (!source) {
            bars.add(Bar.NO_SOURCE);
        }
        return LaneState.fresh(id, host, bars, Instant.now());
    }

    /** The lane of a watch that has runs of a daemon before this one, whether a reading has the watch or not. */
    synchronized Lane orphaned(String id) {
        return entries.computeIfAbsent(id, key -> new Entry(makeOrphaned(key), Optional.empty()))
                .lane();
    }

    private Lane makeOrphaned(String id) {
        Set<Bar> bars = startBars(store.memories(Set.of(id)).getOrDefault(id, Memory.NONE));
        bars.add(Bar.ADOPTING);
        return make(id, bars);
    }

    private void remove(String id, String file) {
        Entry entry = entries.get(id);
        if (entry != null && entry.file().equals(Optional.of(file))) {
            entries.put(id, new Entry(entry.lane(), Optional.empty()));
            entry.lane().post(new Input.Removed());
        }
    }

    @Override
    public synchronized void retire(Lane lane) {
        Entry entry = entries.get(lane.id());
        if (entry != null && entry.lane() == lane && entry.file().isEmpty()) {
            entries.remove(lane.id());
        }
    }

    synchronized void sourceCame() {
        source = true;
        all().forEach(lane -> lane.post(new Input.SourceCame()));
    }

    synchronized void sourceWent() {
        source = false;
        all().forEach(lane -> lane.post(new Input.SourceWent()));
    }

    /** Something is different with the action type of that name. */
    void typeShifted(String name) {
        all().filter(lane -> uses(lane, name)).forEach(lane -> lane.post(new Input.TypeShifted()));
    }

    private static boolean uses(Lane lane, String type) {
        return lane.state()
                .watch()
                .filter(watch -> watch.action().type().equals(type))
                .isPresent();
    }

    private Stream<Lane> all() {
        return entries.values().stream().map(Entry::lane);
    }

    /** The lanes whose watches are in a reading. */
    Stream<Lane> present() {
        return entries.values().stream().filter(e -> e.file().isPresent()).map(Entry::lane);
    }

    /** Every lane, also those that only wait for a run to end. */
    Collection<Lane> everyone() {
        return all().toList();
    }

    Optional<Lane> find(String id) {
        return Optional.ofNullable(entries.get(id))
                .filter(e -> e.file().isPresent())
                .map(Entry::lane);
    }
}
