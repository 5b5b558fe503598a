package twitcher.engine;

import java.time.Instant;
import java.util.Optional;
import twitcher.api.Change;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.Stat;

/** States of a node that might come next: what ZooKeeper would show after each event. Pure. */
final class Happening {
    private static final Stat NOTHING_YET = new Stat(0, 0, 0, -1, 0);

    private final Node node;
    private final Stat last;
    private final Payload payload;
    private final Instant now;

    /**
     * After {@code last} (empty: it does not exist), at {@code now}.
     *
     * @param payload what the node would have
     */
    Happening(Node node, Optional<Stat> last, Payload payload, Instant now) {
        this.node = node;
        this.last = last.orElse(NOTHING_YET);
        this.payload = payload;
        this.now = now;
    }

    /** The state that {@code event} would leave. */
    Change after(Event event) {
        return switch (event) {
            case DELETED -> Change.missing(node, now);
            case CREATED -> present(new Stat(next(), next(), next(), 0, now.toEpochMilli()));
            case CHILDREN -> present(new Stat(last.czxid(), last.mzxid(), next(), last.version(), last.mtimeMillis()));
            case CHANGED, LOADED, RETRY, MANUAL ->
                present(new Stat(last.czxid(), next(), last.pzxid(), last.version() + 1, now.toEpochMilli()));
        };
    }

    private Change present(Stat stat) {
        return Change.present(node, stat, payload, now);
    }

    private long next() {
        return Math.max(last.czxid(), Math.max(last.mzxid(), last.pzxid())) + 1;
    }
}
