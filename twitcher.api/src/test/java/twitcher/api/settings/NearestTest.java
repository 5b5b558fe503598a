package twitcher.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {
    @ParameterizedTest
    @CsvSource({
        "run_mod, run_mode",
        "runmode, run_mode",
        "RUN-MODE, run_mode",
        "nur_mode, run_mode",
        "zonde, znode",
        "tiemout, timeout",
        "desc, description",
        "descripton, description",
        "uuid, uid",
        "maxparallel, max_parallel",
    })
    void findsWhatWasMeant(String given, String meant) {
        assertThat(Nearest.to(given, WatchSettings.TABLE.names())).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "schedule", "zz", "interval"})
    void doesNotGuessWildly(String given) {
        assertThat(Nearest.to(given, WatchSettings.TABLE.names())).isEmpty();
    }

    @Test
    void longNamesTakeNoTime() {
        assertThat(Nearest.to("x".repeat(1_000_000), WatchSettings.TABLE.names()))
                .isEmpty();
    }
}
