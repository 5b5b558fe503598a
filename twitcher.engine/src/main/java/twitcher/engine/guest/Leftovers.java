package twitcher.engine.guest;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import twitcher.api.admin.Guests.Leftover;

/** Threads that were given up: in the code of a guest, from which they do not return. Any thread. */
public final class Leftovers {
    private final Set<Held> held = ConcurrentHashMap.newKeySet();

    /** A thread, as long as it does not return. */
    public record Held(Thread thread, String bundle, String doing, Instant since) {}

    void add(Held left) {
        held.removeIf(before -> !before.thread().isAlive());
        held.add(left);
    }

    /** It returned after all. */
    void remove(Held left) {
        held.remove(left);
    }

    /** Those that are still there, the oldest first. */
    public List<Leftover> list() {
        held.removeIf(left -> !left.thread().isAlive());
        return held.stream()
                .map(h -> new Leftover(h.thread().getName(), h.bundle(), h.doing(), h.since()))
                .sorted(Comparator.comparing(Leftover::since))
                .toList();
    }
}
