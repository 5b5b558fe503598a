package twitcher.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodePathTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/a", "/a/b", "/a b", "/.a", "/...", "/a./b", "/ä", "/a:b", "/-"})
    void takesValidPaths(String path) {
        assertThat(NodePath.problem(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, must start with '/'",
        "'', must start with '/'",
        "/a/, must not end with '/'",
        "//, must not end with '/'",
        "/a//b, must not have an empty part",
        "/a/./b, must not have a relative part ('.')",
        "/.., must not have a relative part ('..')",
    })
    void refusesOthersAndSaysWhy(String path, String why) {
        assertThat(NodePath.problem(path))
                .hasValueSatisfying(words -> assertThat(words).startsWith(why));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x1f, 0x7f, 0x9f, 0xd800, 0xe000, 0xf8ff, 0xfff0, 0xffff})
    void namesForbiddenCharacters(int c) {
        assertThat(NodePath.problem("/a" + (char) c))
                .contains(String.format("must not contain the character U+%04X at index 2", c));
    }

    @Test
    void nodeRefusesWhatIsNoPath() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Node.data("git/head"))
                .withMessage("znode: must start with '/', was: git/head");
    }

    @Test
    void sidesOfANodeAreDifferentNodes() {
        assertThat(Node.data("/a")).isNotEqualTo(Node.children("/a")).isEqualTo(Node.data("/a"));
    }
}
