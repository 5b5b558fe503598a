package twitcher.action.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import twitcher.api.action.ActionType;
import twitcher.api.process.Accounts;
import twitcher.api.settings.Location;
import twitcher.api.settings.Problem;
import twitcher.api.settings.Value;
import twitcher.api.settings.WatchSettings;

/** Every setting with what it does not take, by the check that configs of every language go through. */
class FileSettingsTest {
    private static final Location PLACE = new Location("a.json", 3, 7);

    @TempDir
    Path home;

    private Optional<FileActionType> type = Optional.empty();

    @AfterEach
    void close() {
        type.ifPresent(FileActionType::close);
    }

    private final class Known implements WatchSettings.Resolver {
        @Override
        public Optional<ActionType<?>> actionType(String name) {
            type = type.or(() -> Optional.of(new FileActionType(home)));
            return name.equals("file") ? Optional.of(type.get()) : Optional.empty();
        }

        @Override
        public Optional<Accounts> accounts() {
            return Optional.empty();
        }
    }

    private List<String> problems(Map<String, Object> watch, Object... settings) {
        Map<String, Object> action = new LinkedHashMap<>(Map.of("type", "file", "path", "/etc/app.conf"));
        for (int i = 0; i < settings.length; i += 2) {
            action.put((String) settings[i], settings[i + 1]);
        }
        Map<String, Object> all = new LinkedHashMap<>(watch);
        all.put("znode", "/a");
        all.put("action", action);
        Value.Fields declared = (Value.Fields) Value.of(all, PLACE);
        return WatchSettings.check(List.of(declared), new Known()).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static Arguments bad(String problem, Object... settings) {
        return Arguments.of("a.json:3:7: action." + problem, settings);
    }

    static Stream<Arguments> badSettings() {
        String octal = "expected octal digits in a string, such as \"022\", at most 777, was ";
        String command = "expected a command: a string for /bin/sh, or a list of strings (program and arguments), was ";
        String dots = "must not have '.' or '..' in it, was ";
        return Stream.of(
                bad("path: must be absolute (begin with '/'), was \"app.conf\"", "path", "app.conf"),
                bad("path: expected the path of a file, was /", "path", "/"),
                bad("path: " + dots + "/etc/../app; did you mean /app?", "path", "/etc/../app"),
                bad("path: expected an absolute path, was a list", "path", List.of()),
                bad("mode: " + octal + "644", "mode", 644),
                bad("mode: " + octal + "the string \"rw\"", "mode", "rw"),
                bad("mode: " + octal + "the string \"4755\"", "mode", "4755"),
                bad("owner: no such user: nobody-such", "owner", "nobody-such"),
                bad("owner: expected a user: a name, or a number from 0 to 4294967294, was -1", "owner", -1),
                bad("group: no such group: nogroup-such", "group", "nogroup-such"),
                bad("group: expected a group: a name, or a number from 0 to 4294967294, was true", "group", true),
                bad("backup: must be absolute (begin with '/'), was \"old\"", "backup", "old"),
                bad("backup: must be another file than path", "backup", "/etc/app.conf"),
                bad("backup: " + dots + "/etc/./old; did you mean /etc/old?", "backup", "/etc/./old"),
                bad("unless_same: expected true or false, was the string \"yes\"", "unless_same", "yes"),
                bad("check: must not be empty", "check", ""),
                bad("check: " + command + "3", "check", 3),
                bad("then: must not be an empty list; its first item is the program", "then", List.of()),
                bad("then: the program must not be empty", "then", List.of("")),
                bad("onchange: unknown key; known are path, mode, owner, ", "onchange", "true"),
                bad("pth: unknown key; did you mean path?", "pth", "/x"));
    }

    @ParameterizedTest
    @MethodSource("badSettings")
    void isRefusedByKey(String problem, Object... settings) {
        assertThat(problems(Map.of(), settings)).singleElement().asString().startsWith(problem);
    }

    @Test
    void thePathIsRequired() {
        Value.Fields watch = (Value.Fields) Value.of(Map.of("znode", "/a", "action", Map.of("type", "file")), PLACE);
        assertThat(WatchSettings.check(List.of(watch), new Known()).problems())
                .singleElement()
                .asString()
                .isEqualTo("a.json:3:7: action.path: is missing; expected an absolute path");
    }

    @Test
    void whatIsForProcessesNeedsACommand() {
        Map<String, Object> watch = Map.of(
                "uid",
                "root",
                "gid",
                "root",
                "notify_signal",
                "HUP",
                "env",
                Map.of("A", "b"),
                "cwd",
                "/",
                "umask",
                "022");
        assertThat(problems(watch))
                .hasSize(6)
                .allMatch(problem -> problem.endsWith(": must be left out: this action of type file has no process"));
        assertThat(problems(watch, "then", "true")).isEmpty();
        assertThat(problems(watch, "check", List.of("true", "{}"))).isEmpty();
    }

    @Test
    void runsSideBySideMakeNoSense() {
        assertThat(problems(Map.of("run_mode", "PARALLEL")))
                .containsExactly(
                        "a.json:3:7: run_mode: must not be PARALLEL for an action of type file: which state it ends"
                                + " with would be chance");
        assertThat(problems(Map.of("run_mode", "PARALLEL"), "then", "true")).hasSize(1);
        assertThat(problems(Map.of("run_mode", "RESTART"), "then", "true")).isEmpty();
    }

    @Test
    void everySettingIsTakenAtItsBest() {
        assertThat(problems(
                        Map.of("on_delete", "RUN", "retries", 3),
                        "mode",
                        "0640",
                        "owner",
                        "root",
                        "group",
                        0,
                        "backup",
                        "/etc/app.conf.old",
                        "unless_same",
                        false))
                .isEmpty();
    }
}
