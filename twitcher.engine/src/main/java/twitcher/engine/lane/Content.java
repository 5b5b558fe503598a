package twitcher.engine.lane;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import twitcher.api.Payload;

/** The bytes of a state that waits: on the heap, or put aside when there are too many of them. */
public interface Content {
    /** The bytes. */
    Payload load() throws IOException;

    /** How many bytes of heap it holds. */
    int held();

    /** Bytes on the heap. */
    record Held(Payload payload) implements Content {
        public Held {
            requireNonNull(payload, "payload");
        }

        @Override
        public Payload load() {
            return payload;
        }

        @Override
        public int held() {
            return payload.size();
        }
    }
}
