package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twitcher.config.Attribute.Type;

class AttributeTest {
    private static Attribute attribute(Type type, String min, String max) {
        return new Attribute(type, 0, number(min), number(max), List.of());
    }

    private static Optional<BigDecimal> number(String text) {
        return Optional.ofNullable(text).map(BigDecimal::new);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Integer   |     |     | 5
            Integer   |     |     | -2147483648
            Integer   | 1   | 10  | 1
            Integer   | 1   | 10  | 10
            Integer   | 1   |     | '  7  '
            Long      |     |     | 9223372036854775807
            Byte      |     |     | 127
            Short     |     |     | +32767
            Double    | 0   | 1.5 | 0.25
            Float     |     |     | -1e3
            Boolean   |     |     | true
            Boolean   |     |     | FALSE
            Character |     |     | x
            String    |     |     | ''
            String    | 2   | 4   | abcd
            Password  |     |     | secret
            NoSuch    |     |     | anything
            """)
    void theseAreFine(String type, String min, String max, String value) {
        assertThat(attribute(Type.of(type), min, max).fault(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Integer   |     |     | lots                | must be a whole number from -2147483648 up to 2147483647, was: lots
            Integer   | 1   |     | 0                   | must be a whole number from 1 up to 2147483647, was: 0
            Integer   | 1   | 10  | 11                  | must be a whole number from 1 up to 10, was: 11
            Integer   |     |     | 2147483648          | must be a whole number from -2147483648 up to 2147483647, was: 2147483648
            Integer   |     |     | ''                  | must be a whole number from -2147483648 up to 2147483647, was:
            Integer   |     |     | 1.5                 | must be a whole number from -2147483648 up to 2147483647, was: 1.5
            Byte      |     |     | 128                 | must be a whole number from -128 up to 127, was: 128
            Long      |     |     | 9223372036854775808 | must be a whole number from -9223372036854775808 up to 9223372036854775807, was: 9223372036854775808
            Double    | 0   | 1.5 | 1.6                 | must be a number from 0 up to 1.5, was: 1.6
            Double    |     |     | NaN                 | must be a number, was: NaN
            Boolean   |     |     | yes                 | must be true or false, was: yes
            Character |     |     | xy                  | must be one character, was: xy
            String    | 2   | 4   | a                   | must be of a length from 2 up to 4, was: a
            Password  | 9   |     | secret              | must be of a length from 9
            """)
    void theseAreTold(String type, String min, String max, String value, String words) {
        assertThat(attribute(Type.of(type), min, max).fault(value).map(String::strip))
                .contains(words);
    }

    @Test
    void optionsAreNamedAndTheNearestIsMeant() {
        Attribute level =
                new Attribute(Type.STRING, 0, Optional.empty(), Optional.empty(), List.of("debug", "info", "error"));

        assertThat(level.fault("info")).isEmpty();
        assertThat(level.fault("inof")).contains("must be one of debug, info, error, was: inof; did you mean info?");
    }

    @Test
    void severalValuesAreOneByOneCheckedAndGivenByType() {
        Attribute array = new Attribute(Type.INTEGER, 3, number("1"), Optional.empty(), List.of());
        Attribute list = new Attribute(Type.STRING, -9, Optional.empty(), Optional.empty(), List.of());

        assertThat(array.fault("1, x ,3")).contains("must be a whole number from 1 up to 2147483647, was: x");
        assertThat(array.fault("1,2,3,4")).contains("may have at most 3 values, has 4");
        assertThat(array.value("1, 2,3")).isEqualTo(new Integer[] {1, 2, 3});
        assertThat(list.value("a\\,b, c")).isEqualTo(List.of("a,b", "c"));
        assertThat(list.value("")).isEqualTo(List.of());
    }

    @Test
    void whatCannotBePrintedIsShownAsAnEscape() {
        assertThat(attribute(Type.INTEGER, "0", "9").fault("1\u001b[2J\n"))
                .contains("must be a whole number from 0 up to 9, was: 1\\u001b[2J");
        assertThat(attribute(Type.INTEGER, "0", "9").fault("7".repeat(1000)).orElseThrow())
                .hasSizeLessThan(150);
    }
}
