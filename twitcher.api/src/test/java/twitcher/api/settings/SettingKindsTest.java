package twitcher.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import twitcher.api.RunMode;

class SettingKindsTest {
    private static final Location HERE = new Location("f", 1, 1);

    /** The value of plain data, in which null stands for {@link Value.Nothing}. */
    private static Value raw(Object plain) {
        if (plain == null) {
            return new Value.Nothing(HERE);
        } else if (plain instanceof List<?> list) {
            return new Value.Items(list.stream().map(SettingKindsTest::raw).toList(), HERE);
        } else if (plain instanceof Map<?, ?> map) {
            return new Value.Fields(
                    map.entrySet().stream()
                            .map(e -> new Value.Field((String) e.getKey(), HERE, raw(e.getValue())))
                            .toList(),
                    HERE);
        }
        return Value.of(plain, HERE);
    }

    private static <T> String faults(SettingKind<T> kind, Object plain) {
        return String.join(
                " | ",
                kind.convert(raw(plain)).faults().stream()
                        .map(fault -> fault.problem("key").message())
                        .toList());
    }

    static Stream<Arguments> good() {
        return Stream.of(
                Arguments.of(SettingKinds.text(), "", ""),
                Arguments.of(SettingKinds.filledText(), "a\nb", "a\nb"),
                Arguments.of(SettingKinds.line(), "größer 😀", "größer 😀"),
                Arguments.of(SettingKinds.path(), "/a b", "/a b"),
                Arguments.of(SettingKinds.flag(), false, false),
                Arguments.of(SettingKinds.whole(1, 5), 1, 1),
                Arguments.of(SettingKinds.whole(1, 5), 5.0, 5),
                Arguments.of(SettingKinds.whole(-5, 5), new BigDecimal("-5E0"), -5),
                Arguments.of(SettingKinds.seconds(), 0, Duration.ZERO),
                Arguments.of(SettingKinds.seconds(), 1.5, Duration.ofMillis(1500)),
                Arguments.of(SettingKinds.positiveSeconds(), new BigDecimal("1E-30"), Duration.ofNanos(1)),
                Arguments.of(SettingKinds.positiveSeconds(), 31_536_000, Duration.ofDays(365)),
                Arguments.of(SettingKinds.choice(RunMode.class), "RESTART", RunMode.RESTART),
                Arguments.of(SettingKinds.choice("GET", "PUT"), "PUT", "PUT"),
                Arguments.of(SettingKinds.signal(), 1, 1),
                Arguments.of(SettingKinds.signal(), 31, 31),
                Arguments.of(SettingKinds.signal(), "HUP", 1),
                Arguments.of(SettingKinds.signal(), "SIGUSR2", 12),
                Arguments.of(SettingKinds.signal(), "TERM", 15),
                Arguments.of(SettingKinds.signal(), "SYS", 31),
                Arguments.of(SettingKinds.user(), "www-data", "www-data"),
                Arguments.of(SettingKinds.user(), "DOMAIN\\user", "DOMAIN\\user"),
                Arguments.of(SettingKinds.user(), 0, "0"),
                Arguments.of(SettingKinds.group(), 4_294_967_294L, "4294967294"),
                Arguments.of(SettingKinds.octal(0777), "022", 022),
                Arguments.of(SettingKinds.octal(0777), "0777", 0777),
                Arguments.of(SettingKinds.octal(0777), "0", 0),
                Arguments.of(SettingKinds.octal(07777), "4755", 04755),
                Arguments.of(SettingKinds.command(), "a b", List.of("/bin/sh", "-c", "a b")),
                Arguments.of(SettingKinds.command(), List.of("a", ""), List.of("a", "")),
                Arguments.of(SettingKinds.environment(), Map.of(), Map.of()),
                Arguments.of(SettingKinds.environment(), Map.of("A", "", "b.c", "x=y"), Map.of("A", "", "b.c", "x=y")),
                Arguments.of(SettingKinds.list(SettingKinds.whole(0, 9)), List.of(1, 2), List.of(1, 2)),
                Arguments.of(SettingKinds.map(SettingKinds.flag()), Map.of("a", true), Map.of("a", true)),
                Arguments.of(SettingKinds.secret(SettingKinds.text()), "x", "x"));
    }

    @ParameterizedTest
    @MethodSource("good")
    <T> void takesGoodValues(SettingKind<T> kind, Object plain, T value) {
        assertThat(kind.convert(raw(plain)).faults()).isEmpty();
        assertThat(kind.convert(raw(plain)).value()).contains(value);
    }

    @ParameterizedTest
    @MethodSource("good")
    <T> void plainDataOfAValueMeansThatValue(SettingKind<T> kind, Object plain, T value) {
        assertThat(kind.convert(Value.of(kind.plain(value), HERE)).value()).contains(value);
    }

    static Stream<Arguments> bad() {
        String account = "expected a user: a name, or a number from 0 to 4294967294, was ";
        String octal = "expected octal digits in a string, such as \"022\", at most 777, was ";
        String command = "expected a command: a string for /bin/sh, or a list of strings (program and arguments), was ";
        return Stream.of(
                Arguments.of(SettingKinds.text(), 5, "expected a string, was 5; did you mean \"5\"?"),
                Arguments.of(SettingKinds.text(), true, "expected a string, was true; did you mean \"true\"?"),
                Arguments.of(SettingKinds.text(), null, "expected a string, was null"),
                Arguments.of(SettingKinds.text(), List.of(), "expected a string, was a list"),
                Arguments.of(SettingKinds.text(), Map.of(), "expected a string, was an object"),
                Arguments.of(
                        SettingKinds.text(), "a\0b", "must not have a NUL character, was the string \"a\\u0000b\""),
                Arguments.of(SettingKinds.filledText(), "", "must not be empty"),
                Arguments.of(
                        SettingKinds.line(),
                        "a\nb",
                        "expected a string of 1 to 250 characters on one line, was \"a\\nb\""),
                Arguments.of(
                        SettingKinds.line(),
                        "x".repeat(251),
                        "expected a string of 1 to 250 characters on one line, was \"" + "x".repeat(60) + "...\""),
                Arguments.of(SettingKinds.path(), "tmp", "must be absolute (begin with '/'), was \"tmp\""),
                Arguments.of(SettingKinds.path(), 5, "expected an absolute path, was 5"),
                Arguments.of(
                        SettingKinds.flag(),
                        "yes",
                        "expected true or false, was the string \"yes\"; did you mean true?"),
                Arguments.of(SettingKinds.flag(), 0, "expected true or false, was 0; did you mean false?"),
                Arguments.of(SettingKinds.flag(), "maybe", "expected true or false, was the string \"maybe\""),
                Arguments.of(
                        SettingKinds.whole(1, 5), 0, "expected a whole number from 1 to 5, was 0; did you mean 1?"),
                Arguments.of(
                        SettingKinds.whole(1, 5), 2.5, "expected a whole number from 1 to 5, was 2.5; did you mean 3?"),
                Arguments.of(
                        SettingKinds.whole(1, 5),
                        "4",
                        "expected a whole number from 1 to 5, was the string \"4\"; did you mean 4?"),
                Arguments.of(
                        SettingKinds.whole(1, Integer.MAX_VALUE),
                        new BigDecimal("1E+999"),
                        "expected a whole number >= 1, was 1E+999; did you mean 2147483647?"),
                Arguments.of(
                        SettingKinds.whole(1, Integer.MAX_VALUE),
                        "many",
                        "expected a whole number >= 1, was the string \"many\""),
                Arguments.of(SettingKinds.positiveSeconds(), 0, "expected seconds > 0, was 0"),
                Arguments.of(
                        SettingKinds.positiveSeconds(),
                        "10",
                        "expected seconds > 0, was the string \"10\"; did you mean 10?"),
                Arguments.of(
                        SettingKinds.positiveSeconds(),
                        "5m",
                        "expected seconds > 0, was the string \"5m\"; did you mean 300?"),
                Arguments.of(
                        SettingKinds.seconds(),
                        "250 ms",
                        "expected seconds >= 0, was the string \"250 ms\"; did you mean 0.25?"),
                Arguments.of(SettingKinds.seconds(), -1, "expected seconds >= 0, was -1; did you mean 0?"),
                Arguments.of(
                        SettingKinds.seconds(), 31_536_001, "expected at most 31536000 seconds (a year), was 31536001"),
                Arguments.of(SettingKinds.seconds(), true, "expected seconds >= 0, was true"),
                Arguments.of(SettingKinds.choice(RunMode.class), "QEUE", "unknown value QEUE; did you mean QUEUE?"),
                Arguments.of(SettingKinds.choice(RunMode.class), "queue", "unknown value queue; did you mean QUEUE?"),
                Arguments.of(
                        SettingKinds.choice(RunMode.class),
                        "",
                        "unknown value \"\"; expected QUEUE, DISCARD, PARALLEL or RESTART"),
                Arguments.of(
                        SettingKinds.choice(RunMode.class), 1, "expected QUEUE, DISCARD, PARALLEL or RESTART, was 1"),
                Arguments.of(SettingKinds.signal(), 32, "expected a signal, 1 to 31 or a name such as HUP, was 32"),
                Arguments.of(
                        SettingKinds.signal(),
                        "sighup",
                        "expected a signal, 1 to 31 or a name such as HUP, was the string \"sighup\"; did you mean SIGHUP?"),
                Arguments.of(
                        SettingKinds.signal(),
                        "15",
                        "expected a signal, 1 to 31 or a name such as HUP, was the string \"15\"; did you mean 15?"),
                Arguments.of(SettingKinds.user(), -1, account + "-1"),
                Arguments.of(SettingKinds.user(), 4_294_967_295L, account + "4294967295"),
                Arguments.of(SettingKinds.user(), 1.5, account + "1.5"),
                Arguments.of(SettingKinds.user(), "", account + "the string \"\""),
                Arguments.of(SettingKinds.user(), "-1", account + "the string \"-1\""),
                Arguments.of(SettingKinds.user(), "a:b", account + "the string \"a:b\""),
                Arguments.of(SettingKinds.octal(0777), 22, octal + "22"),
                Arguments.of(SettingKinds.octal(0777), "0o22", octal + "the string \"0o22\"; did you mean \"022\"?"),
                Arguments.of(SettingKinds.octal(0777), "088", octal + "the string \"088\""),
                Arguments.of(SettingKinds.octal(0777), "1777", octal + "the string \"1777\""),
                Arguments.of(SettingKinds.octal(0777), "", octal + "the string \"\""),
                Arguments.of(SettingKinds.command(), "", "must not be empty"),
                Arguments.of(
                        SettingKinds.command(), List.of(), "must not be an empty list; its first item is the program"),
                Arguments.of(SettingKinds.command(), List.of("", "x"), "the program must not be empty"),
                Arguments.of(SettingKinds.command(), 5, command + "5"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void saysWhatItFoundAndWhatItExpected(SettingKind<?> kind, Object plain, String words) {
        assertThat(faults(kind, plain)).isEqualTo("key: " + words);
    }

    @Test
    void namesEveryBadItemOfAList() {
        assertThat(faults(SettingKinds.command(), Arrays.asList("a", 5, null)))
                .isEqualTo("key[1]: expected a string, was 5; did you mean \"5\"?"
                        + " | key[2]: expected a string, was null");
    }

    @Test
    void namesEveryBadVariable() {
        Map<String, Object> env = new LinkedHashMap<>();
        env.put("PORT", 80);
        env.put("", "x");
        env.put("A=B", "x");
        env.put("TWITCHER_RUN", "x");
        env.put("OK", "x");
        assertThat(faults(SettingKinds.environment(), env))
                .isEqualTo("key.PORT: expected a string, was 80; did you mean \"80\"?"
                        + " | key.\"\": the name of a variable must not be empty"
                        + " | key.\"A=B\": the name of a variable must not have a '='"
                        + " | key.TWITCHER_RUN: is set by twitcher for every process; leave it out");
    }

    @Test
    void namesAKeyThatIsGivenTwice() {
        Value.Field first = new Value.Field("A", new Location("f", 3, 4), new Value.Text("x", HERE));
        Value.Field again = new Value.Field("A", new Location("f", 5, 6), new Value.Text("y", HERE));
        assertThat(SettingKinds.environment()
                        .convert(new Value.Fields(List.of(first, again), HERE))
                        .faults())
                .containsExactly(new SettingKind.Fault(".A", new Location("f", 5, 6), "given twice; first at f:3:4"));
    }

    @Test
    void neverShowsASecret() {
        SettingKind<String> password = SettingKinds.secret(SettingKinds.line());
        assertThat(faults(password, "hunter2\n"))
                .isEqualTo("key: expected a string of 1 to 250 characters on one line (what was found is secret)");
        assertThat(faults(SettingKinds.map(password), Map.of("auth", 4711))).doesNotContain("4711");
        assertThat(password.schema()).containsEntry("writeOnly", true);
    }

    @Test
    void authorsMayRestrictAKind() {
        SettingKind<Integer> even = SettingKinds.restricted(
                SettingKinds.whole(0, 10),
                "an even number",
                n -> n % 2 == 0 ? Optional.empty() : Optional.of("must be even, was " + n));
        assertThat(even.convert(raw(4)).value()).contains(4);
        assertThat(faults(even, 5)).isEqualTo("key: must be even, was 5");
        assertThat(faults(even, 50)).startsWith("key: expected a whole number from 0 to 10, was 50");
        assertThat(even.words()).isEqualTo("an even number");
    }

    @Test
    void messagesAreShortWhateverWasFound() {
        String huge = "\u001b".repeat(1_000_000);
        assertThat(faults(SettingKinds.positiveSeconds(), huge))
                .hasSizeLessThan(2_000)
                .doesNotContain("\u001b");
        assertThat(faults(SettingKinds.choice(RunMode.class), huge))
                .hasSizeLessThan(2_000)
                .doesNotContain("\u001b");
        assertThat(faults(WatchTable.ZNODE.kind(), huge)).hasSizeLessThan(2_000).doesNotContain("\u001b");
    }

    @Test
    void hugeNumbersTakeNoTime() {
        BigDecimal huge = new BigDecimal("1E+2000000000");
        for (SettingKind<?> kind : List.of(
                SettingKinds.whole(0, 1),
                SettingKinds.seconds(),
                SettingKinds.user(),
                SettingKinds.signal(),
                SettingKinds.octal(1),
                SettingKinds.text(),
                SettingKinds.flag())) {
            assertThat(faults(kind, huge)).contains("1E+2000000000");
            assertThat(faults(kind, huge.negate())).contains("-1E+2000000000");
        }
    }
}
