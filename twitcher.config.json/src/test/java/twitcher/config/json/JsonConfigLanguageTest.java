package twitcher.config.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import twitcher.api.ActionSpec;
import twitcher.api.config.Declarations;
import twitcher.api.settings.Location;
import twitcher.api.settings.Problem;
import twitcher.api.settings.Value;

class JsonConfigLanguageTest {
    private static Value.Fields onlyWatch(String text) {
        Declarations declared = Texts.read(text);
        assertThat(declared.problems()).isEmpty();
        assertThat(declared.watches()).hasSize(1);
        return declared.watches().get(0);
    }

    @Test
    void readsWatchesInTheirOrder() {
        assertThat(Texts.drafts("""
                        {"watches": [
                          {"znode": "/a", "action": "one"},
                          {"znode": "/b", "action": ["two", "2"]},
                          {"znode": "/c", "action": {"type": "exec", "command": "three"}},
                          {"znode": "/d", "action": {"type": "later", "n": 4, "list": [0.5, true]}}
                        ]}"""))
                .extracting(draft -> draft.action())
                .containsExactly(
                        ActionSpec.shell("one"),
                        ActionSpec.argv(List.of("two", "2")),
                        ActionSpec.shell("three"),
                        new ActionSpec("later", Map.of("n", 4L, "list", List.of(new BigDecimal("0.5"), true))));
    }

    @Test
    void commentsAndTrailingCommasAreAllowed() {
        String text = """
                // before
                { /* inside, "watches": [] */
                  "watches": [ // a list
                    { "znode": "/a#/*b", /* between */ "action": "echo '/* no comment */'", },
                  ],
                }
                /* after **/ // the end""";
        assertThat(Texts.problems(text)).isEmpty();
        assertThat(Texts.drafts(text).get(0).node().path()).isEqualTo("/a#/*b");
    }

    @Test
    void everyKeyAndValueHasItsPlace() {
        Value.Fields watch =
                onlyWatch("{\"watches\": [\n\t{ \"znode\" : \"/a\",\n   \"timeout\":\t5 , \"env\": {}} ]}");
        assertThat(watch.at()).isEqualTo(new Location("f", 2, 2));
        assertThat(watch.fields())
                .extracting(Value.Field::keyAt)
                .containsExactly(new Location("f", 2, 4), new Location("f", 3, 4), new Location("f", 3, 19));
        assertThat(watch.fields())
                .extracting(field -> field.value().at())
                .containsExactly(new Location("f", 2, 14), new Location("f", 3, 15), new Location("f", 3, 26));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesMayEndInAnyWay(String end) {
        Value.Fields watch = onlyWatch(String.join(end, "{", "\"watches\":", "[", "", "  {\"znode\": 1}]}"));
        assertThat(watch.at()).isEqualTo(new Location("f", 5, 3));
    }

    @Test
    void columnsCountCharacters() {
        Value.Fields watch = onlyWatch("{\"watches\": [{\"ä😀€\": \"ö\", /*😀*/ \"b\": 1}]}");
        assertThat(watch.fields().get(0).value().at()).isEqualTo(new Location("f", 1, 22));
        assertThat(watch.fields().get(1).keyAt()).isEqualTo(new Location("f", 1, 33));
    }

    @Test
    void byteOrderMarkIsNoCharacter() {
        assertThat(onlyWatch("\ufeff{\"watches\": [{}]}").at()).isEqualTo(new Location("f", 1, 14));
    }

    @Test
    void numbersAreKeptAsWritten() {
        Value.Fields watch = onlyWatch("{\"watches\": [{\"a\": 5, \"b\": 5.0, \"c\": 1E2, \"d\": -0.1}]}");
        assertThat(watch.fields())
                .extracting(field -> ((Value.Numeral) field.value()).number())
                .containsExactly(
                        new BigDecimal("5"), new BigDecimal("5.0"), new BigDecimal("1E2"), new BigDecimal("-0.1"));
    }

    @Test
    void escapesMeanTheirCharacters() {
        Value.Fields watch = onlyWatch("{\"watches\": [{\"a\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00\"}]}");
        assertThat(((Value.Text) watch.fields().get(0).value()).text()).isEqualTo("\"\\/\b\f\n\r\tä😀");
    }

    @Test
    void keysThatStandTwiceAreBothThere() {
        assertThat(onlyWatch("{\"watches\": [{\"a\": 1, \"a\": 2}]}").fields()).hasSize(2);
    }

    @Test
    void noWatchesAreWatchesToo() {
        assertThat(Texts.read("{\"watches\": []}")).isEqualTo(Declarations.of(List.of()));
    }

    @Test
    void schemaMayBeNamed() {
        assertThat(Texts.problems("{\"$schema\": \"/etc/twitcher/twitcher.schema.json\", \"watches\": []}"))
                .isEmpty();
    }

    @Test
    void goodWatchesOfABadFileAreCheckedToo() {
        assertThat(Texts.problems(
                        "{\"wathces\": 1,\n\"watches\": [1,\n{\"znode\": \"a\", \"action\": \"x\"},\n\"y\"]}"))
                .containsExactly(
                        "f:1:2: wathces: unknown key; did you mean watches?",
                        "f:2:13: watches[0]: expected an object with the settings of a watch, was 1",
                        "f:3:11: znode: must start with '/', was: a",
                        "f:4:1: watches[2]: expected an object with the settings of a watch, was the string \"y\"");
    }

    @Test
    void fileWithFiveErrorsShowsAllFive() {
        assertThat(Texts.problems("""
                                {
                                  // Reloads the web server.
                                  "watches": [
                                    { "znode": "web/config",
                                      "action": "reload",
                                      "run_mod": "QUEUE" },
                                    { "znode": "/web/keys",
                                      "action": ["reload", 5],
                                      "timeout": "10",
                                      "run_mode": "QEUE" }
                                  ]
                                }
                                """))
                .containsExactly(
                        "f:4:16: znode: must start with '/', was: web/config",
                        "f:6:7: run_mod: unknown key; did you mean run_mode?",
                        "f:8:28: action[1]: expected a string, was 5; did you mean \"5\"?",
                        "f:9:18: timeout: expected seconds > 0, was the string \"10\"; did you mean 10?",
                        "f:10:19: run_mode: unknown value QEUE; did you mean QUEUE?");
    }

    @Test
    void latin1IsNamedByteByByte() {
        byte[] latin1 = "{\n\"größe\": \"Ä\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Texts.read(latin1).problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "f:2:4: byte 0xF6 is not UTF-8; save the file in UTF-8",
                        "f:2:5: byte 0xDF is not UTF-8; save the file in UTF-8",
                        "f:2:11: byte 0xC4 is not UTF-8; save the file in UTF-8");
    }

    @Test
    void manyBadBytesAreCounted() {
        byte[] bytes = new byte[100];
        Arrays.fill(bytes, (byte) 0xFF);
        bytes[1] = 0x20;
        assertThat(Texts.read(bytes).problems())
                .hasSize(6)
                .last()
                .hasToString("f:1:7: from here on 94 more places that are not UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE"})
    void utf16IsNamed(String name) {
        byte[] bytes = "\ufeff{}".getBytes(Charset.forName(name));
        assertThat(Texts.read(bytes).problems())
                .containsExactly(new Problem(new Location("f", 1, 1), "the file is in UTF-16; save it in UTF-8"));
    }

    @Test
    @Timeout(120)
    void fiveMegabytesAreFine() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("{\"watches\": [".getBytes(StandardCharsets.UTF_8));
        int watches = 0;
        while (out.size() < 5_000_000) {
            String watch = "{\"znode\": \"/big/" + watches + "\", \"action\": \"cat > /dev/null\", \"timeout\": 2.5},";
            out.writeBytes(watch.getBytes(StandardCharsets.UTF_8));
            watches++;
        }
        out.writeBytes("]}".getBytes(StandardCharsets.UTF_8));
        String text = out.toString(StandardCharsets.UTF_8);
        assertThat(Texts.problems(text)).isEmpty();
        assertThat(Texts.drafts(text))
                .hasSize(watches)
                .last()
                .satisfies(draft -> assertThat(draft.policy().timeout()).contains(Duration.ofMillis(2500)));
    }

    @Test
    @Timeout(120)
    void oneStringOfFiveMegabytesIsFine() {
        String text = "{\"watches\": [{\"znode\": \"/a\", \"action\": \"" + "x".repeat(5_000_000) + "\"}]}";
        assertThat(Texts.problems(text)).isEmpty();
    }

    @Test
    @Timeout(120)
    void hundredThousandErrorsAreNamed() {
        String text = "{\"watches\": [" + "{\"znod\": 1},".repeat(100_000) + "]}";
        assertThat(Texts.problems(text)).hasSize(200_000);
    }
}
