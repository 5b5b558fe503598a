package twitcher.engine.lane;

import java.util.OptionalLong;

/** Where a change is on its way to the start. Times are those of {@link Moment#nanos}. */
public sealed interface Stage {
    /** When it goes on by itself; empty if something else than time moves it. */
    OptionalLong due();

    /**
     * Waits until its node is quiet.
     *
     * @param at when that is so, unless it changes again
     * @param latest when it goes on in any case
     */
    record Settling(long at, long latest) implements Stage {
        @Override
        public OptionalLong due() {
            return OptionalLong.of(at);
        }
    }

    /** Waits for this machine's turn in the fleet. */
    record Splaying(long at) implements Stage {
        @Override
        public OptionalLong due() {
            return OptionalLong.of(at);
        }
    }

    /** Waits to be tried again. */
    record Backoff(long at) implements Stage {
        @Override
        public OptionalLong due() {
            return OptionalLong.of(at);
        }
    }

    /** Waits for the lane's mode and for a free place, if it waits at all. */
    record Ready() implements Stage {
        @Override
        public OptionalLong due() {
            return OptionalLong.empty();
        }
    }
}
