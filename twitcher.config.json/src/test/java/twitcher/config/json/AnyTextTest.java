package twitcher.config.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import twitcher.api.config.Declarations;
import twitcher.api.settings.Problem;

/** Whatever a file holds, reading it ends, throws nothing, and names places that are in the file. */
class AnyTextTest {
    private static final String GOOD = """
            // A comment.
            {
              "$schema": "x", "watches": [
                { "znode": "/a/größe", "action": ["cat", "\\u00e4\\n"], "timeout": 2.5e1, }, /* and */
                { "znode": "/😀", "action": {"type": "later", "a": [1, -2, null, true, false, {}]}, "env": {"A": "b"} }
              ]
            }
            """;

    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS, JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static void placesAreIn(String text, Declarations declared) {
        List<String> lines = text.lines().toList();
        for (Problem problem : declared.problems()) {
            assertThat(problem.at().line()).as(problem.toString()).isBetween(1, lines.size() + 1);
            assertThat(problem.at().column()).as(problem.toString()).isPositive();
            assertThat(problem.message()).isNotBlank().hasSizeLessThan(1_000).doesNotContain("\n");
        }
    }

    @Property(tries = 2000)
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
        placesAreIn(new String(bytes, StandardCharsets.ISO_8859_1), Texts.read(bytes));
    }

    @Property(tries = 5000)
    void slipsOfTheKeyboardAreReadOrRefused(@ForAll("slips") String text) {
        Declarations declared = Texts.read(text);
        placesAreIn(text, declared);
        if (!isJson(text)) {
            assertThat(declared.problems()).as(text).hasSize(1);
        }
    }

    private static boolean isJson(String text) {
        try {
            return JACKSON.readTree(text.startsWith("\ufeff") ? text.substring(1) : text) != null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    /** The good text, of which one to three places are cut out or have something else put in. */
    @Provide
    Arbitrary<String> slips() {
        Arbitrary<String> some = Arbitraries.of(
                "", "", "", "{", "}", "[", "]", ",", ":", "\"", "\\", "/", "*", "//", "/*", "*/", "'", "#", "0", "-",
                "+", ".", "e", "1", "x", "true", "nul", " ", "\n", "\r", "\t", "\0", "\u0007", "\ud800", "\ufeff", "“",
                "é", "=", ";");
        Arbitrary<Integer> at = Arbitraries.integers().between(0, GOOD.length());
        Arbitrary<Integer> cut = Arbitraries.integers().between(0, 3);
        return Combinators.combine(at, cut, some)
                .as(Slip::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(slips -> slips.stream().reduce(GOOD, (text, slip) -> slip.in(text), (a, b) -> b));
    }

    private record Slip(int at, int cut, String put) {
        String in(String text) {
            int from = Math.min(at, text.length());
            return text.substring(0, from) + put + text.substring(Math.min(from + cut, text.length()));
        }
    }
}
