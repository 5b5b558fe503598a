package twitcher.engine.lane;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import twitcher.api.Change;
import twitcher.api.Node;
import twitcher.api.Stat;

/**
 * A state that a lane may run.
 *
 * @param number counts the states of the lane's node, from 1; 0: data that an operator gave, no state of the node
 * @param stat its marks; empty for a missing node
 * @param content its bytes
 * @param at when it was observed
 */
public record Observation(long number, Optional<Stat> stat, Content content, Instant at) {
    /** The number of what is no state of the node. */
    static final long GIVEN = 0;

    public Observation {
        requireNonNull(stat, "stat");
        requireNonNull(content, "content");
        requireNonNull(at, "at");
    }

    static Observation of(long number, Change change) {
        return new Observation(number, change.stat(), new Content.Held(change.payload()), change.observed());
    }

    boolean given() {
        return number == GIVEN;
    }

    Observation with(Content other) {
        return new Observation(number, stat, other, at);
    }

    /** What the action gets. */
    public Change change(Node node) throws IOException {
        return new Change(node, stat, content.load(), at);
    }
}
