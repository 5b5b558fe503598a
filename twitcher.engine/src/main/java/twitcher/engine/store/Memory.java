package twitcher.engine.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import twitcher.engine.lane.Position;

/**
 * What is remembered of a watch.
 *
 * @param position of its last success, with the {@link Fingerprint#ofOrder} it belongs to
 * @param paused whether an operator paused it
 * @param stopped the {@link Fingerprint#ofWatch} of what failed for good; empty: it did not
 * @param doubt whether nobody saw how a run of it ended, and none was started since
 */
public record Memory(Optional<Keyed> position, boolean paused, Optional<String> stopped, boolean doubt) {
    /** Of a watch that is not known. */
    public static final Memory NONE = new Memory(Optional.empty(), false, Optional.empty(), false);

    public Memory {
        requireNonNull(position, "position");
        requireNonNull(stopped, "stopped");
    }

    Memory at(Optional<Keyed> newPosition) {
        return new Memory(newPosition, paused, stopped, doubt);
    }

    Memory decided(boolean nowPaused, Optional<String> nowStopped) {
        return new Memory(position, nowPaused, nowStopped, doubt);
    }

    Memory in(boolean nowInDoubt) {
        return new Memory(position, paused, stopped, nowInDoubt);
    }

    /** A position, and what was run. */
    public record Keyed(String fingerprint, Position position) {
        public Keyed {
            requireNonNull(fingerprint, "fingerprint");
            requireNonNull(position, "position");
        }
    }
}
