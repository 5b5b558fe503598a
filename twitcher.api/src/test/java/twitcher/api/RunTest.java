package twitcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunTest {
    @Test
    void endsAsItself() {
        Run going = new Run("r1", "f:a", Event.CHANGED, Optional.empty(), 1, Instant.EPOCH, Optional.empty());
        Run.End end = new Run.End(new Outcome.Succeeded(), Output.NONE, Instant.MAX, Duration.ofSeconds(1));
        Run ended = going.ended(end);
        assertThat(going.end()).isEmpty();
        assertThat(ended.end()).contains(end);
        assertThat(ended.id()).isEqualTo("r1");
    }

    @Test
    void wordsOfEventsAreLowerCase() {
        assertThat(Event.MANUAL.word()).isEqualTo("manual");
    }

    @Test
    void outputSaysWhatWasNotKept() {
        Output.Kept kept = new Output.Kept(Payload.ofText("begin"), Payload.ofText("end"), 108);
        assertThat(kept.dropped()).isEqualTo(100);
        assertThat(kept.text()).isEqualTo("begin\n... 100 bytes not kept ...\nend");
    }

    @Test
    void outputThatWasKeptWholeIsJustThat() {
        Output.Kept kept = new Output.Kept(Payload.ofText("be"), Payload.ofText("gin"), 5);
        assertThat(kept.text()).isEqualTo("begin");
    }
}
