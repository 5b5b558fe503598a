package twitcher.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twitcher.api.Event;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.Run;
import twitcher.shell.text.Screen;

class RunLogTest {
    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({MIB + ", 1048576 bytes, 1048571 bytes", MIB + 1 + ", at least 1048577 bytes, at least 1048572 bytes"})
    void whatIsWrittenAboveOneMebibyteIsToldAsAtLeast(long total, String written, String left) {
        Output.Kept out = new Output.Kept(Payload.ofText("abc\n"), Payload.ofText("z"), total);
        Run run = ended(new Output(out, Output.Kept.NOTHING));

        assertThat(RunLog.of(run, new Screen(0, 0, false, false)))
                .contains("--- stdout, " + written + "\nabc\n\n... " + left + " not kept ...\nz\n")
                .endsWith("--- stderr, 0 bytes\n");
        assertThat(Outcomes.data(out)).containsEntry("at_least", total > MIB).containsEntry("bytes", total);
    }

    private static Run ended(Output output) {
        Instant now = Instant.now();
        Run.End end = new Run.End(new Outcome.Succeeded(), output, now, Duration.ofSeconds(1));
        return new Run("r1", "a.json:a", Event.CHANGED, Optional.empty(), 1, now, Optional.empty()).ended(end);
    }
}
