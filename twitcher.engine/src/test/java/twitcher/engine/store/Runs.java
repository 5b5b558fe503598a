package twitcher.engine.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import twitcher.api.Event;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.Run;
import twitcher.api.Stat;

/** Runs for the tests of the store. */
final class Runs {
    static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456789Z");
    static final Stat STAT = new Stat(1, -2, 3, 4, 5);

    private Runs() {}

    static Run run(String id, String watchId) {
        return new Run(id, watchId, Event.CHANGED, Optional.of(STAT), 2, AT, Optional.empty());
    }

    static Run ended(String id, String watchId, Outcome outcome) {
        Output.Kept kept = new Output.Kept(Payload.ofText("he"), Payload.ofText("llo"), 5_000_000_000L);
        return run(id, watchId)
                .ended(new Run.End(outcome, new Output(kept, Output.Kept.NOTHING), AT, Duration.ofMillis(1500)));
    }

    static Run ended(String id, String watchId) {
        return ended(id, watchId, new Outcome.Succeeded());
    }

    static Intent intent(String id, String watchId) {
        return new Intent(
                run(id, watchId), Optional.empty(), true, Duration.ofSeconds(5), Optional.of(AT.plusSeconds(60)));
    }
}
