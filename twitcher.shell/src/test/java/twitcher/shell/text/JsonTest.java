package twitcher.shell.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void objectsAndArraysAreIndented() {
        assertThat(Json.of(Json.object("a", 1, "b", List.of("x", true), "c", Map.of(), "d", List.of())))
                .isEqualTo("""
                        {
                          "a": 1,
                          "b": [
                            "x",
                            true
                          ],
                          "c": {},
                          "d": []
                        }
                        """);
    }

    @Test
    void whatIsAbsentIsNull() {
        assertThat(Json.of(Json.object("a", Optional.empty(), "b", Optional.of(2), "c", null)))
                .isEqualTo("{\n  \"a\": null,\n  \"b\": 2,\n  \"c\": null\n}\n");
    }

    @Test
    void timesAreIso8601AndSeconds() {
        assertThat(Json.of(List.of(Instant.ofEpochMilli(1500), Duration.ofMillis(310))))
                .isEqualTo("[\n  \"1970-01-01T00:00:01.500Z\",\n  0.31\n]\n");
    }

    @Test
    void whatMeansSomethingToJsonIsEscaped() {
        assertThat(Json.of("\"\\/\b\n\r\t\u001b\u0085grüße 😀"))
                .isEqualTo("\"\\\"\\\\/\\u0008\\n\\r\\t\\u001b\\u0085grüße 😀\"\n");
    }

    @Test
    void enumsAreTheirNames() {
        assertThat(Json.of(Tone.BAD)).isEqualTo("\"BAD\"\n");
    }
}
