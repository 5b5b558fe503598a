package twitcher.api.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import twitcher.api.ActionSpec;
import twitcher.api.Node;
import twitcher.api.OnDelete;
import twitcher.api.OnFailure;
import twitcher.api.Policy;
import twitcher.api.Retry;
import twitcher.api.RunMode;
import twitcher.api.RunOnLoad;
import twitcher.api.Surroundings;
import twitcher.api.Watch;
import twitcher.api.action.ActionType;
import twitcher.api.process.Accounts;

class WatchSettingsTest {
    private final KnownHere known = new KnownHere();

    /** A watch whose fields stand on lines of their own, from {@code line} on. */
    private static Value.Fields watch(int line, Object... keysAndValues) {
        List<Value.Field> fields = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            int of = line + 1 + i / 2;
            Value value = Value.of(keysAndValues[i + 1], new Location("f", of, 9));
            fields.add(new Value.Field((String) keysAndValues[i], new Location("f", of, 1), value));
        }
        return new Value.Fields(fields, new Location("f", line, 1));
    }

    private WatchSettings.Draft draft(Object... keysAndValues) {
        WatchSettings.Drafts drafts = WatchSettings.check(List.of(watch(1, keysAndValues)), known);
        assertThat(drafts.problems()).isEmpty();
        return drafts.drafts().get(0);
    }

    private List<String> problems(Value.Fields... watches) {
        WatchSettings.Drafts drafts = WatchSettings.check(List.of(watches), known);
        return drafts.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void leastWatchHasEveryDefault() {
        WatchSettings.Draft draft = draft("znode", "/a", "action", "true");
        assertThat(draft)
                .isEqualTo(new WatchSettings.Draft(
                        Optional.empty(),
                        Node.data("/a"),
                        ActionSpec.shell("true"),
                        Policy.DEFAULT,
                        Surroundings.DEFAULT,
                        new Location("f", 1, 1)));
        assertThat(draft.named("web.json", "web.json-1"))
                .isEqualTo(new Watch(
                        "web.json:web.json-1",
                        Node.data("/a"),
                        ActionSpec.shell("true"),
                        Policy.DEFAULT,
                        Surroundings.DEFAULT));
    }

    @Test
    void everySettingArrives() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("znode", "/a");
        all.put("action", List.of("reload", "now"));
        all.put("description", "web");
        all.put("watch_type", "WATCH_CHILDREN");
        all.put("pipe_stdin", false);
        all.put("run_on_load", "CHANGED");
        all.put("notify_signal", "HUP");
        all.put("settle", 0.5);
        all.put("splay", 30);
        all.put("on_delete", "RUN");
        all.put("timeout", 10);
        all.put("kill_after", 2);
        all.put("retries", 3);
        all.put("backoff", 2);
        all.put("max_backoff", 60);
        all.put("on_failure", "STOP");
        all.put("uid", "deploy");
        all.put("gid", "adm");
        all.put("env", Map.of("A", "b"));
        all.put("cwd", "/srv");
        all.put("umask", "027");
        WatchSettings.Draft draft = draft(all.entrySet().stream()
                .flatMap(e -> Stream.of(e.getKey(), e.getValue()))
                .toArray());
        assertThat(draft.description()).contains("web");
        assertThat(draft.node()).isEqualTo(Node.children("/a"));
        assertThat(draft.action()).isEqualTo(ActionSpec.argv(List.of("reload", "now")));
        assertThat(draft.policy())
                .isEqualTo(new Policy(
                        RunOnLoad.CHANGED,
                        RunMode.QUEUE,
                        16,
                        Optional.of(1),
                        Optional.of(Duration.ofSeconds(10)),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(30),
                        OnDelete.RUN,
                        new Retry(3, Duration.ofSeconds(2), Duration.ofSeconds(60), OnFailure.STOP)));
        assertThat(draft.surroundings())
                .isEqualTo(new Surroundings(
                        false,
                        Optional.of("deploy"),
                        Optional.of("adm"),
                        Map.of("A", "b"),
                        "/srv",
                        027,
                        Duration.ofSeconds(2)));
    }

    @Test
    void numbersOfUsersAreKeptAsStrings() {
        assertThat(draft("znode", "/a", "action", "true", "uid", 33)
                        .surroundings()
                        .user())
                .contains("33");
    }

    @Test
    void actionOfAnyTypeIsTakenWithItsSettings() {
        assertThat(draft("znode", "/a", "action", Map.of("type", "web", "url", "http://b"))
                        .action())
                .isEqualTo(new ActionSpec("web", Map.of("url", "http://b")));
    }

    @Test
    void settingsOfAnUnknownTypeAreLeftToItsBundle() {
        ActionSpec later = new ActionSpec("later", Map.of("any", List.of(1L, Map.of("thing", true))));
        assertThat(draft(
                                "znode",
                                "/a",
                                "uid",
                                "deploy",
                                "action",
                                Map.of("type", "later", "any", List.of(1, Map.of("thing", true))))
                        .action())
                .isEqualTo(later);
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of(
                        new Object[] {"run_mode", "PARALLEL", "notify_signal", 1},
                        "f:5:1: notify_signal: only run_mode QUEUE tells a running process of a change that waits;"
                                + " run_mode is PARALLEL"),
                Arguments.of(
                        new Object[] {"max_parallel", 4},
                        "f:4:1: max_parallel: only run_mode PARALLEL has several runs at once;"
                                + " run_mode is QUEUE unless set"),
                Arguments.of(
                        new Object[] {"run_mode", "DISCARD", "max_parallel", 4},
                        "f:5:1: max_parallel: only run_mode PARALLEL has several runs at once; run_mode is DISCARD"),
                Arguments.of(
                        new Object[] {"backoff", 4}, "f:4:1: backoff: has no effect without retries; give retries too"),
                Arguments.of(
                        new Object[] {"max_backoff", 4},
                        "f:4:1: max_backoff: has no effect without retries; give retries too"),
                Arguments.of(
                        new Object[] {"retries", 1, "backoff", 400},
                        "f:5:1: backoff: backoff (400) must not be longer than max_backoff (300 unless set)"),
                Arguments.of(
                        new Object[] {"retries", 1, "max_backoff", 0.5},
                        "f:5:1: max_backoff: backoff (1 unless set) must not be longer than max_backoff (0.5)"),
                Arguments.of(
                        new Object[] {"uid", "nobody", "gid", "nogroup"},
                        "f:4:9: uid: no such user: nobody f:5:9: gid: no such group: nogroup"));
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void refusesWhatCannotBe(Object[] settings, String words) {
        Object[] all = Stream.concat(Stream.of("znode", "/a", "action", "true"), Stream.of(settings))
                .toArray();
        assertThat(String.join(" ", problems(watch(1, all)))).isEqualTo(words);
    }

    static Stream<Arguments> possible() {
        return Stream.of(
                Arguments.of((Object) new Object[] {"run_mode", "QUEUE", "notify_signal", "USR1"}),
                Arguments.of((Object) new Object[] {"run_mode", "PARALLEL", "max_parallel", 1}),
                Arguments.of((Object) new Object[] {"retries", 0, "backoff", 7}),
                Arguments.of((Object) new Object[] {"retries", 1, "backoff", 7, "max_backoff", 7}),
                Arguments.of((Object) new Object[] {"on_failure", "STOP"}),
                Arguments.of((Object) new Object[] {"gid", "adm"}),
                Arguments.of((Object) new Object[] {"timeout", 1, "kill_after", 100}),
                Arguments.of((Object) new Object[] {"run_mode", "DISCARD", "settle", 5, "splay", 5}),
                Arguments.of((Object) new Object[] {"watch_type", "WATCH_CHILDREN", "on_delete", "RUN"}));
    }

    @ParameterizedTest
    @MethodSource("possible")
    void takesWhatCanBe(Object[] settings) {
        Object[] all = Stream.concat(Stream.of("znode", "/a", "action", "true"), Stream.of(settings))
                .toArray();
        assertThat(problems(watch(1, all))).isEmpty();
    }

    @Test
    void oneMistakeIsOneProblem() {
        assertThat(problems(watch(1, "znode", "/a", "action", "true", "run_mode", "PARALEL", "max_parallel", 3)))
                .containsExactly("f:4:9: run_mode: unknown value PARALEL; did you mean PARALLEL?");
        assertThat(problems(watch(1, "znode", "/a", "action", "true", "retries", -1, "backoff", 3)))
                .containsExactly("f:4:9: retries: expected a whole number >= 0, was -1; did you mean 0?");
    }

    @Test
    void descriptionsAreUniqueInAFile() {
        assertThat(problems(
                        watch(1, "znode", "/a", "action", "true", "description", "web"),
                        watch(10, "znode", "/a", "action", "true"),
                        watch(20, "znode", "/b", "action", "true", "description", "web")))
                .containsExactly("f:23:9: description: \"web\" names another watch of this file too, at f:4:9");
    }

    @Test
    void processSettingsNeedAProcess() {
        assertThat(problems(watch(
                        1,
                        "action",
                        Map.of("type", "web", "url", "u"),
                        "znode",
                        "/a",
                        "uid",
                        "deploy",
                        "gid",
                        "adm",
                        "notify_signal",
                        1,
                        "env",
                        Map.of(),
                        "cwd",
                        "/",
                        "umask",
                        "022",
                        "pipe_stdin",
                        true,
                        "kill_after",
                        5)))
                .hasSize(6)
                .first()
                .isEqualTo("f:4:1: uid: must be left out: this action of type web has no process");
    }

    @Test
    void settingsOfAKnownTypeAreChecked() {
        assertThat(problems(watch(1, "znode", "/a", "action", Map.of("type", "web", "urll", "u"))))
                .containsExactly("f:3:9: action.urll: unknown key; did you mean url?");
        assertThat(problems(watch(1, "znode", "/a", "action", Map.of("type", "exec", "command", List.of("a", 5)))))
                .containsExactly("f:3:9: action.command[1]: expected a string, was 5; did you mean \"5\"?");
    }

    @Test
    void typeMayRefuseSettingsThatCannotWorkTogether() {
        assertThat(problems(watch(1, "znode", "/a", "action", Map.of("type", "web", "url", "u", "broken", false))))
                .containsExactly("f:3:9: action.broken: not today");
    }

    @Test
    void anActionMayRefuseThePolicyOfItsWatch() {
        Map<String, Object> web = Map.of("type", "web", "url", "u");
        assertThat(problems(watch(1, "znode", "/a", "action", web, "run_mode", "PARALLEL")))
                .containsExactly("f:4:1: run_mode: must not be PARALLEL with this action");
        assertThat(problems(watch(1, "znode", "/a", "action", web, "run_mode", "QUEUE")))
                .isEmpty();
    }

    @Test
    void typeThatFailsIsNamed() {
        assertThat(problems(watch(1, "znode", "/a", "action", Map.of("type", "web", "url", "u", "broken", true))))
                .containsExactly("f:3:9: action: type web failed to check its settings:"
                        + " java.lang.IllegalStateException: a bug");
    }

    static Stream<Arguments> badActions() {
        String expected = "action: expected a command (a string for /bin/sh, or a list: program and arguments),"
                + " or an object with \"type\" and settings, was ";
        return Stream.of(
                Arguments.of(5, expected + "5"),
                Arguments.of(true, expected + "true"),
                Arguments.of("", "action: must not be empty"),
                Arguments.of("a\0", "action: must not have a NUL character, was the string \"a\\u0000\""),
                Arguments.of(List.of(), "action: must not be an empty list; its first item is the program"),
                Arguments.of(List.of("a", 1), "action[1]: expected a string, was 1; did you mean \"1\"?"),
                Arguments.of(
                        Map.of("command", "x"),
                        "action: is missing \"type\", the name of an action type such as \"exec\""),
                Arguments.of(
                        Map.of("type", 1),
                        "action.type: expected a string of 1 to 250 characters on one line, was 1; did you mean \"1\"?"));
    }

    @ParameterizedTest
    @MethodSource("badActions")
    void refusesWhatIsNoAction(Object action, String words) {
        assertThat(problems(watch(1, "znode", "/a", "action", action))).containsExactly("f:3:9: " + words);
    }

    @Test
    void settingsOfAnUnknownTypeMustBePlainData() {
        Location at = new Location("f", 3, 9);
        Value.Field type = new Value.Field("type", at, new Value.Text("later", at));
        Value.Field list = new Value.Field("a", at, new Value.Items(List.of(new Value.Nothing(at)), at));
        Value.Field again = new Value.Field("a", new Location("f", 4, 1), new Value.Flag(true, at));
        Value.Field action = new Value.Field("action", at, new Value.Fields(List.of(type, list, again, type), at));
        Value.Field znode = new Value.Field("znode", at, new Value.Text("/a", at));
        assertThat(problems(new Value.Fields(List.of(znode, action), at)))
                .containsExactly("f:3:9: action.type: given twice; first at f:3:9");
        Value.Field once = new Value.Field("action", at, new Value.Fields(List.of(type, list, again), at));
        assertThat(problems(new Value.Fields(List.of(znode, once), at)))
                .containsExactly(
                        "f:3:9: action.a[0]: must not be null in a list; leave it out",
                        "f:4:1: action.a: given twice; first at f:3:9");
    }

    @Test
    void accountsAreAskedOncePerName() {
        Value.Fields watch = watch(1, "znode", "/a", "action", "true", "uid", "deploy", "gid", "adm");
        assertThat(problems(watch, watch, watch)).isEmpty();
        assertThat(known.asked()).containsExactly("deploy", "adm");
    }

    @Test
    void whatCannotBeAskedIsNotChecked() {
        WatchSettings.Resolver nothing = new WatchSettings.Resolver() {
            @Override
            public Optional<ActionType<?>> actionType(String name) {
                return Optional.empty();
            }

            @Override
            public Optional<Accounts> accounts() {
                return Optional.empty();
            }
        };
        Value.Fields watch = watch(1, "znode", "/a", "action", Map.of("type", "exec"), "uid", "nobody-here");
        assertThat(WatchSettings.check(List.of(watch), nothing).problems()).isEmpty();
    }

    @Test
    void settingThatIsNotBuiltYetIsRefusedByName() {
        Value.Fields watch = watch(1, "znode", "/a", "action", "true", "splay", 5);
        assertThat(WatchSettings.check(List.of(watch), known, Set.of("splay", "settle"))
                        .problems())
                .extracting(Problem::toString)
                .containsExactly("f:4:1: splay: known, but not built yet; leave it out");
    }

    @Test
    void goodWatchesOfABadFileAreThereToo() {
        WatchSettings.Drafts drafts = WatchSettings.check(
                List.of(watch(1, "znode", "/a", "action", "true"), watch(9, "znode", "a", "action", "true")), known);
        assertThat(drafts.drafts()).hasSize(1);
        assertThat(drafts.problems()).hasSize(1);
    }
}
