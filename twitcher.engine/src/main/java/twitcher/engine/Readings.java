package twitcher.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import twitcher.api.config.WatchFile;

/** The readings that are there, by file: of each, the one of the greatest revision counts. Any thread. */
final class Readings {
    private final Lanes lanes;
    private final Runnable changed;
    private final Map<String, File> files = new HashMap<>();

    /** What is there for a file, and what counts; the latter stays when the former is empty. */
    private static final class File {
        final List<WatchFile> there = new ArrayList<>(2);
        Optional<WatchFile> counts = Optional.empty();
        boolean vanished;
    }

    Readings(Lanes lanes, Runnable changed) {
        this.lanes = lanes;
        this.changed = changed;
    }

    synchronized void add(WatchFile reading) {
        File file = files.computeIfAbsent(reading.file(), name -> new File());
        file.there.add(reading);
        settle(reading.file(), file);
    }

    synchronized void remove(WatchFile reading) {
        File file = files.get(reading.file());
        if (file == null) {
            return;
        }
        for (int i = 0; i < file.there.size(); i++) {
            if (file.there.get(i) == reading) {
                file.there.remove(i);
                break;
            }
        }
        settle(reading.file(), file);
    }

    private void settle(String name, File file) {
        Optional<WatchFile> best = file.there.stream().max(Comparator.comparingLong(WatchFile::revision));
        if (best.isEmpty()) {
            vanish(name, file);
        } else if (file.vanished || file.counts.filter(c -> c == best.get()).isEmpty()) {
            lanes.apply(file.counts, best.get());
            file.counts = best;
            file.vanished = false;
            changed.run();
        }
    }

    private void vanish(String name, File file) {
        file.vanished = true;
        file.counts.ifPresent(lanes::vanished);
        if (file.counts.filter(c -> !c.watches().isEmpty()).isEmpty()) {
            files.remove(name);
        }
    }
}
