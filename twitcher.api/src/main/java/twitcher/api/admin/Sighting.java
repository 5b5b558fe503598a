package twitcher.api.admin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import twitcher.api.Event;
import twitcher.api.Stat;

/**
 * A change that a watch saw, and what was decided.
 *
 * @param watchId the watch
 * @param decided what: {@code waits} (it is to run), {@code discarded}, {@code skipped_at_load}, {@code done_before},
 *     {@code missing}
 * @param event why it counts; empty: it does not
 * @param stat its marks; empty: the node does not exist
 * @param at when it was observed, by this machine's clock
 */
public record Sighting(String watchId, String decided, Optional<Event> event, Optional<Stat> stat, Instant at) {
    public Sighting {
        requireNonNull(watchId, "watchId");
        requireNonNull(decided, "decided");
        requireNonNull(event, "event");
        requireNonNull(stat, "stat");
        requireNonNull(at, "at");
    }
}
