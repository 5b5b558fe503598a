package twitcher.shell.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChoiceTest {
    private final Choice choice =
            new Choice("watch", List.of("a.json:web", "a.json:web-2", "b.json:db", "sub/b.json:db-2", "web.json:x"));

    @ParameterizedTest
    @CsvSource({
        "a.json:web, a.json:web",
        "web, a.json:web",
        "db, b.json:db",
        "web-, a.json:web-2",
        "web.json, web.json:x",
        "sub, sub/b.json:db-2",
        "x, web.json:x",
    })
    void theClosestMatchIsMeant(String part, String id) {
        assertThat(choice.of(part)).isEqualTo(id);
    }

    @Test
    void severalAreListed() {
        assertThatThrownBy(() -> choice.of("json"))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(
                        "'json' is in 5 ids, but one watch is needed; give more of one:\n  a.json:web\n");
    }

    @Test
    void verySeveralAreListedInPart() {
        List<String> many =
                IntStream.range(0, 1000).mapToObj(i -> "f:" + i + "z").toList();

        assertThatThrownBy(() -> new Choice("watch", many).of("z")).hasMessageEndingWith("\n  and 980 more");
    }

    @Test
    void aMereMarkIsNoPartOfAnId() {
        assertThatThrownBy(() -> new Choice("run", List.of("run-1")).of("-"))
                .isInstanceOf(Refusal.class)
                .hasMessage("'-' names no run: a part of an id has a letter or a digit");
        assertThat(new Choice("run", List.of("-", "a-b")).of("-")).isEqualTo("-");
    }

    @Test
    void noneIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> choice.of("b.json:bd"))
                .isInstanceOf(Refusal.class)
                .hasMessage("no watch has 'b.json:bd' in its id; did you mean b.json:db?");
        assertThatThrownBy(() -> choice.of("zzzzzz")).hasMessage("no watch has 'zzzzzz' in its id");
    }
}
