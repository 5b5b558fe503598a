package twitcher.config.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import twitcher.api.settings.Setting;
import twitcher.api.settings.WatchSettings;

/**
 * For every setting the values it takes, and what is said of those it does not: values of a wrong type, values out of
 * range, and what goes with nothing else. The setting stands at the beginning of the third line.
 */
class EverySettingTest {
    private static final String TEXT = "expected a string of 1 to 250 characters on one line, was ";
    private static final String USER = "expected a user: a name, or a number from 0 to 4294967294, was ";
    private static final String GROUP = USER.replace("user", "group");
    private static final String SIGNAL = "expected a signal, 1 to 31 or a name such as HUP, was ";
    private static final String MASK = "expected octal digits in a string, such as \"022\", at most 777, was ";
    private static final String VARIABLES = "expected an object of environment variables, each a string, was ";
    private static final String ACTION = "expected a command (a string for /bin/sh, or a list: program and arguments),"
            + " or an object with \"type\" and settings, was ";

    private static Arguments good(String line) {
        return Arguments.of(line, List.of());
    }

    /** Each problem is {@code column message}; the line is the third. */
    private static Arguments bad(String line, String... problems) {
        return Arguments.of(
                line,
                Arrays.stream(problems)
                        .map(problem -> "f:3:" + problem.replaceFirst(" ", ": "))
                        .toList());
    }

    static Stream<Arguments> identity() {
        return Stream.of(
                good("'znode': '/'"),
                good("'znode': '/web/größe'"),
                bad("'znode': 5", "10 znode: expected an absolute ZooKeeper path, was 5"),
                bad("'znode': null", "10 znode: must not be null; expected an absolute ZooKeeper path"),
                bad("'znode': 'web'", "10 znode: must start with '/', was: web"),
                bad("'znode': '/web/'", "10 znode: must not end with '/', was: /web/"),
                bad("'znode': '/a//b'", "10 znode: must not have an empty part ('//'), was: /a//b"),
                bad("'znode': '/a/../b'", "10 znode: must not have a relative part ('..'), was: /a/../b"),
                bad("'znode': '/a\\u0007'", "10 znode: must not contain the character U+0007 at index 2"),
                good("'description': 'the web server'"),
                good("'description': null"),
                bad("'description': true", "16 description: " + TEXT + "true; did you mean \"true\"?"),
                bad("'description': ''", "16 description: " + TEXT + "\"\""),
                bad("'description': 'a\\nb'", "16 description: " + TEXT + "\"a\\nb\""),
                good("'watch_type': 'WATCH_DATA'"),
                good("'watch_type': 'WATCH_CHILDREN'"),
                bad("'watch_type': 'DATA'", "15 watch_type: unknown value DATA; expected WATCH_DATA or WATCH_CHILDREN"),
                bad(
                        "'watch_type': 'WATCH_CHILD'",
                        "15 watch_type: unknown value WATCH_CHILD; did you mean WATCH_CHILDREN?"),
                bad("'watch_type': 1", "15 watch_type: expected WATCH_DATA or WATCH_CHILDREN, was 1"),
                bad("'wach_type': 'WATCH_DATA'", "1 wach_type: unknown key; did you mean watch_type?"));
    }

    static Stream<Arguments> action() {
        return Stream.of(
                good("'action': 'systemctl reload nginx'"),
                good("'action': ['systemctl', 'reload', '']"),
                good("'action': {'type': 'exec', 'command': 'true'}"),
                good("'action': {'type': 'exec', 'command': ['true']}"),
                good("'action': {'type': 'not-here-yet', 'n': 1}"),
                bad("'action': 5", "11 action: " + ACTION + "5"),
                bad("'action': null", "11 action: must not be null; " + ACTION.replace(", was ", "")),
                bad("'action': ''", "11 action: must not be empty"),
                bad("'action': []", "11 action: must not be an empty list; its first item is the program"),
                bad("'action': ['']", "12 action: the program must not be empty"),
                bad(
                        "'action': ['a', 1, null]",
                        "17 action[1]: expected a string, was 1; did you mean \"1\"?",
                        "20 action[2]: expected a string, was null"),
                bad("'action': {}", "11 action: is missing \"type\", the name of an action type such as \"exec\""),
                bad("'action': {'type': 5}", "20 action.type: " + TEXT + "5; did you mean \"5\"?"),
                bad(
                        "'action': {'type': 'exec'}",
                        "11 action.command: is missing; expected a command: a string for /bin/sh, or a list of strings"
                                + " (program and arguments)"),
                bad(
                        "'action': {'type': 'exec', 'comand': 'x'}",
                        "28 action.comand: unknown key; did you mean command?"),
                bad(
                        "'action': {'type': 'exec', 'command': ['a', true]}",
                        "45 action.command[1]: expected a string, was true; did you mean \"true\"?"),
                bad(
                        "'action': {'type': 'later', 'a': [null], 'b': 1, 'b': 2}",
                        "35 action.a[0]: must not be null in a list; leave it out",
                        "50 action.b: given twice; first at f:3:42"));
    }

    static Stream<Arguments> when() {
        return Stream.of(
                good("'run_on_load': true"),
                good("'run_on_load': false"),
                good("'run_on_load': 'CHANGED'"),
                bad(
                        "'run_on_load': 'true'",
                        "16 run_on_load: expected true, false or CHANGED, was the string \"true\"; did you mean true?"),
                bad(
                        "'run_on_load': 'changed'",
                        "16 run_on_load: expected true, false or CHANGED, was the string \"changed\"; did you mean CHANGED?"),
                bad("'run_on_load': 2", "16 run_on_load: expected true, false or CHANGED, was 2"),
                good("'run_mode': 'QUEUE'"),
                good("'run_mode': 'DISCARD'"),
                good("'run_mode': 'PARALLEL'"),
                good("'run_mode': 'RESTART'"),
                bad("'run_mode': 'QEUE'", "13 run_mode: unknown value QEUE; did you mean QUEUE?"),
                bad("'run_mode': 'Parallel'", "13 run_mode: unknown value Parallel; did you mean PARALLEL?"),
                bad(
                        "'run_mode': 'SERIAL'",
                        "13 run_mode: unknown value SERIAL; expected QUEUE, DISCARD, PARALLEL or RESTART"),
                bad("'run_mode': true", "13 run_mode: expected QUEUE, DISCARD, PARALLEL or RESTART, was true"),
                bad("'run_mod': 'QUEUE'", "1 run_mod: unknown key; did you mean run_mode?"),
                good("'max_parallel': 1, 'run_mode': 'PARALLEL'"),
                bad(
                        "'max_parallel': 0, 'run_mode': 'PARALLEL'",
                        "17 max_parallel: expected a whole number >= 1, was 0; did you mean 1?"),
                bad(
                        "'max_parallel': 1.5, 'run_mode': 'PARALLEL'",
                        "17 max_parallel: expected a whole number >= 1, was 1.5; did you mean 2?"),
                bad(
                        "'max_parallel': '4', 'run_mode': 'PARALLEL'",
                        "17 max_parallel: expected a whole number >= 1, was the string \"4\"; did you mean 4?"),
                bad(
                        "'max_parallel': 4",
                        "1 max_parallel: only run_mode PARALLEL has several runs at once; run_mode is QUEUE unless set"),
                good("'notify_signal': 1"),
                good("'notify_signal': 'SIGHUP'"),
                bad("'notify_signal': 0", "18 notify_signal: " + SIGNAL + "0"),
                bad("'notify_signal': 32", "18 notify_signal: " + SIGNAL + "32"),
                bad("'notify_signal': 1.5", "18 notify_signal: " + SIGNAL + "1.5"),
                bad(
                        "'notify_signal': 'HUPP'",
                        "18 notify_signal: " + SIGNAL + "the string \"HUPP\"; did you mean HUP?"),
                bad(
                        "'notify_signal': 1, 'run_mode': 'RESTART'",
                        "1 notify_signal: only run_mode QUEUE tells a running process of a change that waits;"
                                + " run_mode is RESTART"),
                good("'settle': 0"),
                good("'settle': 0.25"),
                bad("'settle': -1", "11 settle: expected seconds >= 0, was -1; did you mean 0?"),
                bad("'settle': 31536001", "11 settle: expected at most 31536000 seconds (a year), was 31536001"),
                bad("'settle': '5s'", "11 settle: expected seconds >= 0, was the string \"5s\"; did you mean 5?"),
                good("'splay': 300"),
                bad("'splay': [300]", "10 splay: expected seconds >= 0, was a list"),
                good("'on_delete': 'RUN'"),
                good("'on_delete': 'IGNORE'"),
                bad("'on_delete': 'IGNROE'", "14 on_delete: unknown value IGNROE; did you mean IGNORE?"),
                bad("'on_delete': false", "14 on_delete: expected IGNORE or RUN, was false"));
    }

    static Stream<Arguments> howLongAndHowOften() {
        return Stream.of(
                good("'timeout': 10"),
                good("'timeout': 0.5"),
                good("'timeout': null"),
                bad("'timeout': 0", "12 timeout: expected seconds > 0, was 0"),
                bad("'timeout': '10'", "12 timeout: expected seconds > 0, was the string \"10\"; did you mean 10?"),
                bad("'timeout': true", "12 timeout: expected seconds > 0, was true"),
                good("'kill_after': 1"),
                bad("'kill_after': 0", "15 kill_after: expected seconds > 0, was 0"),
                bad("'kill_after': {}", "15 kill_after: expected seconds > 0, was an object"),
                good("'retries': 0"),
                good("'retries': 3"),
                bad("'retries': -1", "12 retries: expected a whole number >= 0, was -1; did you mean 0?"),
                bad("'retries': true", "12 retries: expected a whole number >= 0, was true"),
                good("'retries': 1, 'backoff': 0.1"),
                bad("'retries': 1, 'backoff': 0", "26 backoff: expected seconds > 0, was 0"),
                bad(
                        "'retries': 1, 'backoff': 301",
                        "15 backoff: backoff (301) must not be longer than max_backoff (300 unless set)"),
                bad("'backoff': 1", "1 backoff: has no effect without retries; give retries too"),
                good("'retries': 1, 'max_backoff': 1"),
                bad("'retries': 1, 'max_backoff': 'x'", "30 max_backoff: expected seconds > 0, was the string \"x\""),
                bad("'max_backoff': 1", "1 max_backoff: has no effect without retries; give retries too"),
                good("'on_failure': 'KEEP'"),
                good("'on_failure': 'STOP'"),
                bad("'on_failure': 'STOPP'", "15 on_failure: unknown value STOPP; did you mean STOP?"),
                bad("'on_failure': 0", "15 on_failure: expected KEEP or STOP, was 0"));
    }

    static Stream<Arguments> process() {
        return Stream.of(
                good("'pipe_stdin': true"),
                good("'pipe_stdin': false"),
                bad(
                        "'pipe_stdin': 'no'",
                        "15 pipe_stdin: expected true or false, was the string \"no\"; did you mean false?"),
                bad("'pipe_stdin': 1", "15 pipe_stdin: expected true or false, was 1; did you mean true?"),
                good("'uid': 0"),
                good("'uid': 'www-data'"),
                bad("'uid': -1", "8 uid: " + USER + "-1"),
                bad("'uid': 4294967295", "8 uid: " + USER + "4294967295"),
                bad("'uid': 1.5", "8 uid: " + USER + "1.5"),
                bad("'uid': ''", "8 uid: " + USER + "the string \"\""),
                bad("'uid': 'a b'", "8 uid: " + USER + "the string \"a b\""),
                bad("'uid': true", "8 uid: " + USER + "true"),
                good("'gid': 100"),
                good("'gid': 'adm'"),
                bad("'gid': []", "8 gid: " + GROUP + "a list"),
                bad("'gid': 1e10", "8 gid: " + GROUP + "10000000000"),
                good("'env': {}"),
                good("'env': {'A': '', 'b.c-d': 'x=y'}"),
                bad("'env': ['A=b']", "8 env: " + VARIABLES + "a list"),
                bad("'env': {'A': 1}", "14 env.A: expected a string, was 1; did you mean \"1\"?"),
                bad("'env': {'A': null}", "14 env.A: expected a string, was null"),
                bad("'env': {'': 'x'}", "9 env.\"\": the name of a variable must not be empty"),
                bad("'env': {'A=B': 'x'}", "9 env.\"A=B\": the name of a variable must not have a '='"),
                bad(
                        "'env': {'TWITCHER_RUN': 'x'}",
                        "9 env.TWITCHER_RUN: is set by twitcher for every process; leave it out"),
                bad("'env': {'A': 'x', 'A': 'y'}", "19 env.A: given twice; first at f:3:9"),
                good("'cwd': '/srv/web'"),
                bad("'cwd': 'srv'", "8 cwd: must be absolute (begin with '/'), was \"srv\""),
                bad("'cwd': false", "8 cwd: expected an absolute path, was false"),
                good("'umask': '027'"),
                good("'umask': '0077'"),
                bad("'umask': 22", "10 umask: " + MASK + "22"),
                bad("'umask': '0o22'", "10 umask: " + MASK + "the string \"0o22\"; did you mean \"022\"?"),
                bad("'umask': '099'", "10 umask: " + MASK + "the string \"099\""));
    }

    @ParameterizedTest
    @MethodSource({"identity", "action", "when", "howLongAndHowOften", "process"})
    void takesWhatIsGoodAndSaysWhatIsNot(String line, List<String> problems) {
        String znode = line.startsWith("'znode'") ? "" : "'znode': '/a',";
        String action = line.startsWith("'action'") ? "" : "'action': 'true',";
        String text = "{'watches': [{\n" + znode + action + "\n" + line + "}]}";
        assertThat(Texts.problems(text.replace('\'', '"'))).isEqualTo(problems);
    }

    @Test
    void noSettingIsForgotten() {
        TreeSet<String> tried = new TreeSet<>();
        Stream.of(identity(), action(), when(), howLongAndHowOften(), process())
                .flatMap(rows -> rows)
                .forEach(
                        row -> Arrays.stream(((String) row.get()[0]).split("'")).forEach(tried::add));
        assertThat(tried)
                .containsAll(
                        WatchSettings.TABLE.rows().stream().map(Setting::name).toList());
    }

    @Test
    void settingGivenTwiceIsNamedAtBothPlaces() {
        assertThat(Texts.problems("{\"watches\": [{\"znode\": \"/a\",\n \"action\": \"x\",\n \"znode\": \"/b\"}]}"))
                .containsExactly("f:3:2: znode: given twice; first at f:1:15");
    }

    @Test
    void missingSettingIsNamedAtItsWatch() {
        assertThat(Texts.problems("{\"watches\": [\n  {\"timeout\": 5}\n]}"))
                .containsExactly(
                        "f:2:3: znode: is missing; expected an absolute ZooKeeper path",
                        "f:2:3: action: is missing; " + ACTION.replace(", was ", ""));
    }

    @Test
    void watchesOfOneNameAreNamedAtBothPlaces() {
        String watch = "{\"znode\": \"/a\", \"action\": \"x\", \"description\": \"web\"}";
        assertThat(Texts.problems("{\"watches\": [\n" + watch + ",\n" + watch + "]}"))
                .containsExactly("f:3:47: description: \"web\" names another watch of this file too, at f:2:47");
    }
}
