package twitcher.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeTest {
    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(new Outcome.Succeeded(), "ok", false, true),
                Arguments.of(new Outcome.Exited(3), "exit 3", true, false),
                Arguments.of(new Outcome.Signalled(9), "killed by signal 9", true, false),
                Arguments.of(new Outcome.TimedOut(Duration.ofMillis(1500)), "timed out after 1.5 s", true, false),
                Arguments.of(new Outcome.Cancelled("a newer change"), "cancelled by a newer change", false, false),
                Arguments.of(new Outcome.NotStarted("no such user: x"), "not started: no such user: x", true, false),
                Arguments.of(new Outcome.Postponed("no memory"), "not started yet: no memory", false, false),
                Arguments.of(new Outcome.Failed("HTTP 500"), "failed: HTTP 500", true, false),
                Arguments.of(new Outcome.Unknown(), "unknown", false, false));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void saysWhatItIsAndWhetherItIsAFailure(Outcome outcome, String words, boolean failure, boolean success) {
        assertThat(outcome.words()).isEqualTo(words);
        assertThat(outcome.failure()).isEqualTo(failure);
        assertThat(outcome.success()).isEqualTo(success);
    }
}
