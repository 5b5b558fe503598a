package twitcher.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import twitcher.api.Event;
import twitcher.api.Stat;
import twitcher.engine.lane.Trace;

class TraceLineTest {
    @Test
    void aStateIsToldByItsMarks() {
        assertThat(TraceLine.text(trace(Trace.Verdict.WAITS, Optional.of(new Stat(3, 5, 4, 1, 0)))))
                .isEqualTo("verdict=WAITS event=changed czxid=3 mzxid=5 pzxid=4");
    }

    @Test
    void ofAMissingNodeThereAreNone() {
        assertThat(TraceLine.text(trace(Trace.Verdict.MISSING, Optional.empty())))
                .isEqualTo("verdict=MISSING event=changed");
    }

    private static Trace trace(Trace.Verdict verdict, Optional<Stat> stat) {
        Instant now = Instant.now();
        Instant never = Trace.NEVER;
        Trace.Way none = new Trace.Way(never, never, "", Set.of(), never, never, "");
        return new Trace(verdict, Optional.of(Event.CHANGED), stat, now, now, now, 0, never, none);
    }
}
