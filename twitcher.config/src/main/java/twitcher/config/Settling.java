package twitcher.config;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes that are watched until they are over: a file counts only when it looked the same for a while, so that one
 * half-written is never acted on, and one that is replaced by deleting and writing it is never taken for deleted.
 * Immutable.
 *
 * @param waiting the changes that are not over, by file
 */
record Settling(Map<String, Waiting> waiting) {
    /**
     * A file last touched so long ago is not being written. Far more than the settle time, because a file server's
     * clock may not be this machine's.
     */
    static final Duration LONG_OVER = Duration.ofSeconds(10);

    /** Nothing waits. */
    static final Settling NONE = new Settling(Map.of());

    /** A change, and since when it looks as it does. */
    record Waiting(Change change, long sinceNanos) {}

    /** A moment by both clocks: one never jumps, the other is that of files. */
    record Moment(long nanos, Instant wall) {
        static Moment now() {
            return new Moment(System.nanoTime(), Instant.now());
        }
    }

    /**
     * What follows from a look.
     *
     * @param over the changes to be dealt with now
     * @param nextLook when the first of the others may be over; empty: none waits
     */
    record Step(Settling next, List<Change> over, Optional<Duration> nextLook) {}

    Settling {
        waiting = Map.copyOf(waiting);
    }

    /** The files whose changes are not over. */
    Set<String> files() {
        return waiting.keySet();
    }

    /** Takes in all changes that a look found. */
    Step step(List<Change> changes, Moment now, Duration settle) {
        Map<String, Waiting> still = new HashMap<>();
        List<Change> over = new ArrayList<>();
        long wait = Long.MAX_VALUE;
        for (Change change : changes) {
            long left = settle.toNanos() - (now.nanos() - since(change, now));
            if (left <= 0 || isLongOver(change, now)) {
                over.add(change);
            } else {
                still.put(change.file(), new Waiting(change, since(change, now)));
                wait = Math.min(wait, left);
            }
        }
        Optional<Duration> nextLook = still.isEmpty() ? Optional.empty() : Optional.of(Duration.ofNanos(wait));
        return new Step(new Settling(still), over, nextLook);
    }

    private long since(Change change, Moment now) {
        Waiting before = waiting.get(change.file());
        return before != null && before.change().equals(change) ? before.sinceNanos() : now.nanos();
    }

    private static boolean isLongOver(Change change, Moment now) {
        return change.now()
                .map(seen -> seen.mark().changed().toInstant())
                .filter(changed -> changed.plus(LONG_OVER).isBefore(now.wall()))
                .isPresent();
    }
}
