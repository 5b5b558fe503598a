package twitcher.api.admin;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import twitcher.api.Event;
import twitcher.api.Payload;

/**
 * Something that might happen to a watch.
 *
 * @param event what
 * @param data the payload that its node would have; empty: what it has now
 */
public record Stimulus(Event event, Optional<Payload> data) {
    public Stimulus {
        requireNonNull(event, "event");
        requireNonNull(data, "data");
    }
}
