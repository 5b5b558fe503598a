package twitcher.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import twitcher.api.settings.Problem;
import twitcher.config.CfgText.Entry;

class CfgTextTest {
    private static CfgText of(String text) {
        return CfgText.of("a.cfg", text.getBytes(UTF_8));
    }

    private static List<String> problems(String text) {
        return of(text).problems().stream().map(Problem::toString).toList();
    }

    @Test
    void eachEntryHasTheLineInWhichItBegins() {
        assertThat(of("# comment\r\n\na=1\nlong = x\\\n   y\\\n z\n! b=no\n  c : 3\n")
                        .entries())
                .containsExactly(new Entry("a", "1", 3), new Entry("long", "xyz", 4), new Entry("c", "3", 8));
    }

    @Test
    void aBrokenEscapeIsToldByItsLineAndTheOthersAreReadAllTheSame() {
        assertThat(problems("a=1\npath=C:\\u12\nb=2\n"))
                .containsExactly("a.cfg:2: path: \\u must be followed by four hexadecimal digits"
                        + " (a backslash itself is written \\\\)");
        assertThat(of("a=1\npath=C:\\u12\nb=2\n").entries())
                .extracting(Entry::key)
                .containsExactly("a", "b");
    }

    @Test
    void whatIsSetTwiceIsToldWhereBothAre() {
        assertThat(problems("key=1\nother=2\nKey=3\n"))
                .containsExactly("a.cfg:3: Key: is set in line 1 already; delete one of them");
    }

    @Test
    void aValueWithoutAKeyIsTold() {
        assertThat(problems("\n=5\n")).containsExactly("a.cfg:2: the key is missing; expected key=value");
    }

    @Test
    void whatIsNoUtf8IsToldByItsLine() {
        CfgText text = CfgText.of("a.cfg", "a=1\nb=2\nc=gr\u00fcn\n".getBytes(ISO_8859_1));

        assertThat(text.problems()).extracting(Problem::toString).containsExactly("a.cfg:3: is not UTF-8");
        assertThat(CfgText.of("a.cfg", new byte[] {'a', '=', (byte) 0xc3}).problems())
                .extracting(Problem::toString)
                .containsExactly("a.cfg:1: is not UTF-8");
    }

    @Test
    void aKeyThatCannotBePrintedIsTold() {
        assertThat(problems("a\\u001b=1\na\\u001b=2\n"))
                .containsExactly("a.cfg:2: a\\u001b: is set in line 1 already; delete one of them");
    }

    /** Lines are joined, keys ended and escapes read as {@link Properties} does it. */
    @Test
    void itReadsWhatPropertiesRead() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] parts = {"a", "b", "\\", "\\\\", "\n", "\r\n", "\r", " ", "\t", "\f", "=", ":", "#", "!", "x", "\u00fc"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(25); n > 0; n--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            // Each key once, so that order does not matter: a number at the begin of each line that is none of a joined
            // one.
            Properties expected = new Properties();
            expected.load(new StringReader(text.toString()));
            CfgText read = of(text.toString());
            Map<String, String> first = read.entries().stream()
                    .collect(Collectors.toMap(Entry::key, Entry::value, (a, b) -> a, TreeMap::new));
            if (read.problems().isEmpty()) {
                assertThat(first).as("seed %d: %s", seed, text).isEqualTo(expected);
            }
        }
    }
}
