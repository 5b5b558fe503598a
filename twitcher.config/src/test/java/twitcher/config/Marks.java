package twitcher.config;

import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Files as a look might have found them. */
final class Marks {
    static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private Marks() {}

    static Seen seen(long inode) {
        return seen(inode, NOON);
    }

    static Seen seen(long inode, Instant changed) {
        FileTime time = FileTime.from(changed);
        return new Seen(new Mark(1, inode, 10, time, time, 0, 0100644), Optional.empty());
    }

    static Snapshot snapshot(Map<String, Seen> files) {
        return new Snapshot(folder(1, 2), new TreeMap<>(files), Map.of());
    }

    static Snapshot snapshot(Snapshot.Folder folder, String... files) {
        TreeMap<String, Seen> seen = new TreeMap<>();
        for (String file : new TreeSet<>(java.util.List.of(files))) {
            seen.put(file, seen(file.hashCode()));
        }
        return new Snapshot(folder, seen, Map.of());
    }

    static Snapshot.Folder.Present folder(long device, long inode) {
        return new Snapshot.Folder.Present(device, inode, 0);
    }
}
