package twitcher.shell.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import twitcher.api.ActionSpec;
import twitcher.api.Node;
import twitcher.api.Policy;
import twitcher.api.Surroundings;
import twitcher.api.Watch;

class WatchFieldsTest {
    private static final String PACKED = "eJwtjk0KwjAQhSP4".repeat(20);

    @Test
    void aPackedProgramIsShownByItsLengthAndHash() {
        Map<String, Object> shown = settings(Map.of("function", "hello", "program", PACKED));
        assertThat(shown.get("action.function")).isEqualTo("hello");
        assertThat((String) shown.get("action.program")).matches("\\(320 characters, SHA-256 [0-9a-f]{12}\\.\\.\\)");
        assertThat(settings(Map.of("program", PACKED.replace('e', 'f'))).get("action.program"))
                .isNotEqualTo(shown.get("action.program"));
    }

    @Test
    void whatPeopleWroteIsShownAsItIs() {
        String path = "/srv/" + "folder/".repeat(30);
        String address = "http://example.com/" + "folder/".repeat(30);
        String command = "echo " + "word ".repeat(50);
        Map<String, Object> written = Map.of("path", path, "url", address, "command", command);
        assertThat(settings(written))
                .containsEntry("action.path", path)
                .containsEntry("action.url", address)
                .containsEntry("action.command", command);
    }

    private static Map<String, Object> settings(Map<String, Object> action) {
        return WatchFields.settings(
                new Watch("f:a", Node.data("/a"), new ActionSpec("any", action), Policy.DEFAULT, Surroundings.DEFAULT));
    }
}
