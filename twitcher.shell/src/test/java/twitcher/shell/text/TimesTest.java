package twitcher.shell.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({"90s, PT1M30S", "30m, PT30M", "2h, PT2H", "1d, PT24H", "2H, PT2H", "0s, PT0S"})
    void aTimeIsANumberAndAUnit(String written, Duration meant) {
        assertThat(Times.parse(written)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "h", "2", "-1h", "1.5h", "2 h", "1w", "9999999999s", "2h30m", "٣h"})
    void anythingElseIsNone(String written) {
        assertThat(Times.parse(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PT-1S, 0s",
        "PT0.31S, 0.31s",
        "PT9.99S, 9.99s",
        "PT45S, 45s",
        "PT3M20S, 3m20s",
        "PT2H5M, 2h5m",
        "PT52H, 2d4h",
    })
    void aDurationIsTwoUnitsAtMost(Duration duration, String words) {
        assertThat(Times.words(duration)).isEqualTo(words);
    }

    @Test
    void aMomentIsHowLongAgo() {
        Instant now = Instant.ofEpochSecond(1000);

        assertThat(Times.ago(now.plusSeconds(5), now)).isEqualTo("now");
        assertThat(Times.ago(now.minusMillis(4900), now)).isEqualTo("4s ago");
        assertThat(Times.ago(now.minusSeconds(200), now)).isEqualTo("3m20s ago");
    }
}
