package twitcher.api.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class SettingTableTest {
    private static final Setting<String> URL = Setting.required("url", SettingKinds.filledText(), "Where to.");
    private static final Setting<Duration> WAIT =
            Setting.withDefault("wait", SettingKinds.seconds(), Duration.ofMillis(1500), "How long | at most.");
    private static final Setting<Integer> TRIES = Setting.optional("tries", SettingKinds.whole(1, 9), "How often.");
    private static final SettingTable TABLE = SettingTable.of(URL, WAIT, TRIES);

    private static Location at(int line) {
        return new Location("f", line, 1);
    }

    private static Value.Field field(String key, int line, Object plain) {
        Value value = plain == null ? new Value.Nothing(at(line)) : Value.of(plain, at(line));
        return new Value.Field(key, at(line), value);
    }

    private static List<String> problems(Value.Field... fields) {
        return TABLE.check(new Value.Fields(List.of(fields), at(1))).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void givesValuesAndDefaults() {
        SettingTable.Checked checked = TABLE.check(Map.of("url", "http://a"));
        assertThat(checked.problems()).isEmpty();
        assertThat(checked.settings().get(URL)).isEqualTo("http://a");
        assertThat(checked.settings().get(WAIT)).isEqualTo(Duration.ofMillis(1500));
        assertThat(checked.settings().find(TRIES)).isEmpty();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> checked.settings().get(TRIES))
                .withMessage("tries");
    }

    @Test
    void nullIsAsIfAbsent() {
        SettingTable.Checked checked = TABLE.check(new Value.Fields(
                List.of(field("url", 2, "x"), field("wait", 3, null), field("tries", 4, null)), at(1)));
        assertThat(checked.problems()).isEmpty();
        assertThat(checked.settings().get(WAIT)).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void namesEveryProblemInTheOrderOfTheFile() {
        assertThat(problems(field("tries", 2, 0), field("wiat", 3, 1), field("other", 4, 1), field("wait", 5, "1")))
                .containsExactly(
                        "f:1:1: url: is missing; expected a string that is not empty",
                        "f:2:1: tries: expected a whole number from 1 to 9, was 0; did you mean 1?",
                        "f:3:1: wiat: unknown key; did you mean wait?",
                        "f:4:1: other: unknown key; known are url, wait, tries",
                        "f:5:1: wait: expected seconds >= 0, was the string \"1\"; did you mean 1?");
    }

    @Test
    void requiredSettingMustNotBeNull() {
        assertThat(problems(field("url", 2, null)))
                .containsExactly("f:2:1: url: must not be null; expected a string that is not empty");
    }

    @Test
    void misspeltSettingIsNotCalledMissingToo() {
        assertThat(problems(field("urll", 2, "x"))).containsExactly("f:2:1: urll: unknown key; did you mean url?");
    }

    @Test
    void keyGivenTwiceIsNamedAtBothPlaces() {
        assertThat(problems(field("url", 2, "x"), field("url", 3, "y"), field("url", 4, 5)))
                .containsExactly("f:3:1: url: given twice; first at f:2:1", "f:4:1: url: given twice; first at f:2:1");
    }

    @Test
    void keysOfAnyLengthAndShapeFitOnALine() {
        assertThat(problems(field("url", 2, "x"), field("a\nb" + "c".repeat(9999), 3, 1))
                        .get(0))
                .startsWith("f:3:1: \"a\\nbccc")
                .hasSizeLessThan(200);
    }

    @Test
    void nothingIsKnownInAnEmptyTable() {
        assertThat(SettingTable.of().check(Map.of("a", 1)).problems())
                .containsExactly(new Problem(Location.NONE, "a: unknown key; there are none here"));
    }

    @Test
    void twoRowsOfOneNameAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SettingTable.of(URL, URL));
    }

    @Test
    void schemaSaysWhatTheTableSays() {
        assertThat(TABLE.schema())
                .containsEntry("type", "object")
                .containsEntry("required", List.of("url"))
                .containsEntry("additionalProperties", false)
                .extractingByKey("properties")
                .isEqualTo(Map.of(
                        "url",
                        Map.of(
                                "description", "Where to.",
                                "type", "string",
                                "minLength", 1,
                                "pattern", "^[^\\u0000]*$"),
                        "wait",
                        Map.of(
                                "description",
                                "How long | at most.",
                                "default",
                                new BigDecimal("1.5"),
                                "type",
                                List.of("number", "null"),
                                "minimum",
                                0,
                                "maximum",
                                31_536_000L),
                        "tries",
                        Map.of(
                                "description",
                                "How often.",
                                "type",
                                List.of("integer", "null"),
                                "minimum",
                                1,
                                "maximum",
                                9)));
    }

    @Test
    void documentsItself() {
        assertThat(TABLE.markdown()).isEqualTo("""
                        | setting | values | default | meaning |
                        |---|---|---|---|
                        | `url` | a string that is not empty | required | Where to. |
                        | `wait` | seconds >= 0 | `1.5` | How long \\| at most. |
                        | `tries` | a whole number from 1 to 9 | none | How often. |
                        """);
    }
}
