package twitcher.config.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of texts that are not JSON, or not our object. */
class SyntaxTest {
    private static Arguments text(String text, String words) {
        return Arguments.of(text, words);
    }

    static Stream<Arguments> whole() {
        String empty = "the file is empty; expected {\"watches\": [...]}";
        String root = "expected an object {\"watches\": [...]}, was ";
        return Stream.of(
                text("", "f:1:1: " + empty),
                text(" \n\t", "f:1:1: " + empty),
                text("// nothing\n", "f:1:1: " + empty),
                text("\ufeff", "f:1:1: " + empty),
                text("[]", "f:1:1: " + root + "a list"),
                text("\n  \"watches\"", "f:2:3: " + root + "the string \"watches\""),
                text("5", "f:1:1: " + root + "5"),
                text("null", "f:1:1: " + root + "null"),
                text(
                        "{}",
                        "f:1:1: watches: is missing; expected a list, each item an object with the settings of a watch"),
                text(
                        "{\"watches\": {}}",
                        "f:1:13: watches: expected a list, each item an object with the settings of a watch, was an object"),
                text("{\"watch\": []}", "f:1:2: watch: unknown key; did you mean watches?"),
                text("{\"Watches\": []}", "f:1:2: Watches: unknown key; did you mean watches?"),
                text("{\"watches\": [],\n\"watches\": []}", "f:2:1: watches: given twice; first at f:1:2"),
                text(
                        "{\"$schema\": 5, \"watches\": []}",
                        "f:1:13: $schema: expected a string, was 5; did you mean \"5\"?"));
    }

    static Stream<Arguments> structure() {
        return Stream.of(
                text("{", "f:1:2: the file ends inside the object that begins at 1:1; '}' is missing"),
                text("{\"a\": [\n1,", "f:2:3: the file ends inside the list that begins at 1:7; ']' is missing"),
                text("{\"a\"", "f:1:5: the file ends inside the object that begins at 1:1; '}' is missing"),
                text("{\"a\":", "f:1:6: the file ends inside the object that begins at 1:1; '}' is missing"),
                text("{\"a\": 1", "f:1:8: the file ends inside the object that begins at 1:1; '}' is missing"),
                text("{\"a\": 1,", "f:1:9: the file ends inside the object that begins at 1:1; '}' is missing"),
                text("{\"a\": \"b", "f:1:9: the file ends inside a string: '\"' is missing"),
                text("{\"a", "f:1:4: the file ends inside a string: '\"' is missing"),
                text("{} /* x", "f:1:8: the file ends inside a comment that begins with /*"),
                text("[1 2]", "f:1:4: expected ',' or ']' (of the list that begins at 1:1), found '2'"),
                text(
                        "{\"a\": 1\n\"b\": 2}",
                        "f:2:1: expected ',' or '}' (of the object that begins at 1:1), found '\"'"),
                text(
                        "{\"a\": 1; \"b\": 2}",
                        "f:1:8: expected ',' or '}' (of the object that begins at 1:1), found ';'"),
                text("[\"a\" \"b\"]", "f:1:6: expected ',' or ']' (of the list that begins at 1:1), found '\"'"),
                text("[1}", "f:1:3: expected ',' or ']' (of the list that begins at 1:1), found '}'"),
                text("{\"a\": 1]", "f:1:8: expected ',' or '}' (of the object that begins at 1:1), found ']'"),
                text("]", "f:1:1: nothing is open here that could end, found ']'"),
                text("{}}", "f:1:3: nothing is open here that could end, found '}'"),
                text("{\"a\" 1}", "f:1:6: expected ':' after the key, found '1'"),
                text("{\"a\" = 1}", "f:1:6: expected ':' after the key, found '='"),
                text("[,1]", "f:1:2: expected a value, found ','"),
                text("[1,,2]", "f:1:4: expected a value, found ','"),
                text("{,}", "f:1:2: expected a key in double quotes, found ','"),
                text("{5: 1}", "f:1:2: expected a key in double quotes, found '5'"),
                text("{\"a\": }", "f:1:7: expected a value, found '}'"),
                text("{} x", "f:1:4: nothing may follow the value that the file begins with, found x"),
                text("{} {}", "f:1:4: nothing may follow the value that the file begins with"),
                text("{} ,", "f:1:4: nothing may follow the value that the file begins with, found ','"),
                text("hello", "f:1:1: expected an object {\"watches\": [...]}, found hello"),
                text("#!/bin/sh", "f:1:1: expected an object {\"watches\": [...]}, found '#'"));
    }

    static Stream<Arguments> words() {
        return Stream.of(
                text("{a: 1}", "f:1:2: keys are written in double quotes: \"a\""),
                text("{'a': 1}", "f:1:2: strings are written in straight double quotes (\"), found '''"),
                text("{\"a\": 'x'}", "f:1:7: strings are written in straight double quotes (\"), found '''"),
                text("{# x\n}", "f:1:2: comments begin with // or /*, not with #"),
                text("[# x\n1]", "f:1:2: comments begin with // or /*, not with #"),
                text("[/x]", "f:1:2: a lone '/': strings are written in double quotes, comments begin with // or /*"),
                text(
                        "{\"a\": /x}",
                        "f:1:7: a lone '/': strings are written in double quotes, comments begin with // or /*"),
                text("{}/", "f:1:3: a lone '/': strings are written in double quotes, comments begin with // or /*"),
                text("[True]", "f:1:2: unknown word True; did you mean true?"),
                text("[ None ]", "f:1:3: unknown word None; did you mean null?"),
                text("{\"a\": off}", "f:1:7: unknown word off; did you mean false?"),
                text("[nul]", "f:1:2: unknown word nul; strings are written in double quotes"),
                text("{\"run_mode\": QUEUE}", "f:1:14: unknown word QUEUE; strings are written in double quotes"),
                text("[é]", "f:1:2: unknown word é; strings are written in double quotes"),
                text("[a-b.c]", "f:1:2: unknown word a-b.c; strings are written in double quotes"),
                text("{\"a\": @}", "f:1:7: expected a value, found '@'"),
                text("[“a”]", "f:1:2: strings are written in straight double quotes (\"), found U+201C"));
    }

    static Stream<Arguments> numbers() {
        String words = "not a number as JSON has them: ";
        return Stream.of(
                text("[01]", "f:1:2: " + words + "01"),
                text("[022]", "f:1:2: " + words + "022"),
                text("[+1]", "f:1:2: " + words + "+1"),
                text("[.5]", "f:1:2: " + words + ".5"),
                text("[5.]", "f:1:2: " + words + "5."),
                text("[1e]", "f:1:2: " + words + "1e"),
                text("[-]", "f:1:2: " + words + "-"),
                text("[-a]", "f:1:2: " + words + "-a"),
                text("[0x12]", "f:1:2: " + words + "0x12"),
                text("[1_000]", "f:1:2: " + words + "1_000"),
                text("[5s]", "f:1:2: " + words + "5s"),
                text("[NaN]", "f:1:2: " + words + "NaN"),
                text("[-Infinity]", "f:1:2: " + words + "-Infinity"),
                text("[1e101]", "f:1:2: the number is too long or its exponent too large"),
                text("[1e-101]", "f:1:2: the number is too long or its exponent too large"),
                text("[1e99999999999]", "f:1:2: the number is too long or its exponent too large"),
                text("[ " + "9".repeat(101) + "]", "f:1:3: the number is too long or its exponent too large"),
                text("[" + "9".repeat(2_000_000) + "]", "f:1:2: the number is too long or its exponent too large"));
    }

    static Stream<Arguments> strings() {
        return Stream.of(
                text(
                        "[\"a\nb\"]",
                        "f:1:4: the string has no closing '\"' on its line; a line break in a string is written \\n"),
                text(
                        "{\"a\r\n\": 1}",
                        "f:1:4: the string has no closing '\"' on its line; a line break in a string is written \\n"),
                text("[\"a\tb\"]", "f:1:4: a tab in a string is written \\t"),
                text("[\"a\0b\"]", "f:1:4: a NUL character; is this a text file?"),
                text("[\"a\u0001b\"]", "f:1:4: a control character (U+0001)"),
                text("\0\0\0\0", "f:1:1: a NUL character; is this a text file?"),
                text("\u007f", "f:1:1: expected an object {\"watches\": [...]}, found U+007F"),
                text("[\n\0]", "f:2:1: a NUL character; is this a text file?"),
                text("{\0}", "f:1:2: a NUL character; is this a text file?"),
                text("[1 \0]", "f:1:4: a NUL character; is this a text file?"),
                text("[\"a\\xb\"]", "f:1:5: \\x means nothing in a string; a backslash is written \\\\"),
                text("[\"\\u12\"]", "f:1:7: \\u must be followed by four hexadecimal digits"),
                text("[\"a\\ud800b\"]", "f:1:2: has half a character: \\ud800 to \\udfff make one in pairs only"),
                text("{\"\\udc00\": 1}", "f:1:2: has half a character: \\ud800 to \\udfff make one in pairs only"));
    }

    @ParameterizedTest
    @MethodSource({"whole", "structure", "words", "numbers", "strings"})
    void saysWhatIsWrongAndWhere(String text, String words) {
        assertThat(Texts.problems(text)).containsExactly(words);
    }

    @Test
    @Timeout(60)
    void deepNestingIsRefused() {
        String text = "[".repeat(2_000_000);
        assertThat(Texts.problems(text)).containsExactly("f:1:51: nested more than 50 deep");
        String fine = "{\"watches\": [" + "[".repeat(48) + "]".repeat(48) + "]}";
        assertThat(Texts.problems(fine))
                .containsExactly("f:1:14: watches[0]: expected an object with the settings of a watch, was a list");
    }
}
