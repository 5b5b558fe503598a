package twitcher.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import twitcher.engine.lane.Content;
import twitcher.engine.lane.Input;
import twitcher.engine.lane.LaneState;
import twitcher.engine.lane.Observation;

/** The payloads that one lane keeps: how much of the heap they have, and which are on the {@link Shelf}. On its queue only. */
final class Baggage {
    private final Shelf shelf;
    private final List<Shelf.Shelved> shelved = new ArrayList<>(0);
    private long counted;

    Baggage(Shelf shelf) {
        this.shelf = shelf;
    }

    /** Takes note of what {@code state} keeps; what is too heavy has been put aside, which the lane is to be told. */
    Optional<Input> weigh(LaneState state) {
        List<Observation> kept = state.kept();
        long bytes = 0;
        for (Observation seen : kept) {
            bytes += seen.content().held();
        }
        shelf.counts(bytes - counted);
        counted = bytes;
        if (!shelved.isEmpty()) {
            dropAllBut(kept.stream().map(Observation::content).toList());
        }
        for (Observation seen : kept) {
            if (shelf.wants(seen.content().held())) {
                return putAside(seen);
            }
        }
        return Optional.empty();
    }

    private void dropAllBut(List<Content> needed) {
        List<Shelf.Shelved> gone =
                shelved.stream().filter(file -> !needed.contains(file)).toList();
        gone.forEach(Shelf.Shelved::drop);
        shelved.removeAll(gone);
    }

    private Optional<Input> putAside(Observation seen) {
        Optional<Shelf.Shelved> file =
                seen.content() instanceof Content.Held held ? shelf.put(held.payload()) : Optional.empty();
        file.ifPresent(shelved::add);
        return file.map(content -> new Input.PutAside(seen.number(), content));
    }
}
