package twitcher.config.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import twitcher.api.Watch;

/** Spares are ready, and have imported what is going to be needed. */
final class SparesTest {
    private static final String TEXT = """
            import sys
            before = [name for name in ('ConfigParser', 'csv', 'no_such') if name in sys.modules]
            def f(): print before
            RegisterWatch('/f', f)
            """;

    @Test
    void aSpareHasImportedWhatFunctionsImport() {
        try (Bed bed = new Bed()) {
            Watch watch = bed.watches(TEXT).get(0);
            Spares spares = bed.interpreters.spares();
            spares.want(Optional.of(Set.of("csv", "no_such")));
            awaitOne(spares);
            assertThat(output(bed, watch)).isEqualTo("['csv']\n");
            awaitOne(spares);
            spares.want(Optional.of(Set.of("csv", "ConfigParser")));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> spares.imported().contains("ConfigParser"));
            assertThat(output(bed, watch)).isEqualTo("['ConfigParser', 'csv']\n");
            spares.want(Optional.empty());
            assertThat(spares.count()).isZero();
            assertThat(output(bed, watch)).isEqualTo("[]\n");
        }
    }

    private static String output(Bed bed, Watch watch) {
        return Bed.end(bed.start(watch, "")).output().stdout().text();
    }

    private static void awaitOne(Spares spares) {
        Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> spares.count() == 1);
    }
}
