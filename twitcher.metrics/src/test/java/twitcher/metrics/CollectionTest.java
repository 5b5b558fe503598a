package twitcher.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Names, labels and how many there are. */
class CollectionTest {
    private static String text(Parts parts, int watchesTold) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, Collection.of(parts, Samples.NOW, watchesTold));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyFigureHasItsName() throws IOException {
        assertThat(text(Samples.parts(2), 50).lines())
                .contains(
                        "twitcher_info{version=\"2.0.0\"} 1",
                        "twitcher_watches{state=\"idle\"} 2.0",
                        "twitcher_watches{state=\"stopped\"} 0.0",
                        "twitcher_changes_total{decided=\"discarded\"} 1.0",
                        "twitcher_runs_total{outcome=\"exited\"} 2.0",
                        "twitcher_run_seconds_bucket{le=\"0.01\"} 3",
                        "twitcher_run_seconds_bucket{le=\"0.1\"} 5",
                        "twitcher_run_seconds_bucket{le=\"+Inf\"} 6",
                        "twitcher_run_seconds_count 6",
                        "twitcher_run_seconds_sum 1.5",
                        "twitcher_set_to_start_seconds_count 6",
                        "twitcher_start_seconds_count 6",
                        "twitcher_runs_going 3.0",
                        "twitcher_runs_bound 256.0",
                        "twitcher_queue_length{queue=\"lanes\"} 7.0",
                        "twitcher_queue_length{queue=\"starts\"} 8.0",
                        "twitcher_queue_length{queue=\"places\"} 1.0",
                        "twitcher_changes_waiting{reason=\"run_going\"} 2.0",
                        "twitcher_behind_seconds 2.0",
                        "twitcher_store_on_disk 0.0",
                        "twitcher_zookeeper_state{state=\"connected\"} 1.0",
                        "twitcher_zookeeper_state{state=\"suspended\"} 0.0",
                        "twitcher_zookeeper_reconnects_total 3.0",
                        "twitcher_zookeeper_repaired_total 1.0",
                        "twitcher_zookeeper_znodes_unread 2.0",
                        "twitcher_files{state=\"active\"} 1.0");
    }

    @Test
    void aWatchsNameIsEscaped() throws IOException {
        assertThat(text(Samples.parts(1), 50)).contains("twitcher_watch_behind_seconds{watch=\"f.json:w\\\"0\"} 1.0");
    }

    @Test
    void howManyWatchesAreNamedIsBounded() throws IOException {
        String text = text(Samples.parts(10_000), 50);
        assertThat(text.lines().filter(line -> line.startsWith("twitcher_watch_behind_seconds{")))
                .hasSize(50)
                .contains("twitcher_watch_behind_seconds{watch=\"f.json:w\\\"0\"} 10000.0");
        assertThat(text.lines().count()).isLessThan(250);
    }

    @Test
    void withoutAnEngineThereAreStillTheOthers() throws IOException {
        Parts parts = new Parts("2", Optional.empty(), List.of(), List.of(), Optional.empty(), List.of());
        assertThat(text(parts, 50)).contains("twitcher_heap_bytes").doesNotContain("twitcher_runs");
    }
}
