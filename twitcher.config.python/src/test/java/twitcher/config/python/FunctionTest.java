package twitcher.config.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import twitcher.api.Outcome;
import twitcher.api.Watch;
import twitcher.api.action.RunningAction;

/** Functions as actions, run by real processes. */
final class FunctionTest {
    private static Bed bed;

    @BeforeAll
    static void open() {
        bed = new Bed();
        bed.interpreters.spares().want(Optional.of(Set.of()));
    }

    @AfterAll
    static void close() {
        bed.close();
    }

    private static RunningAction.Ending run(String body) {
        return bed.run(
                "import os, sys\ndef f():\n    " + body.replace("\n", "\n    ") + "\nRegisterWatch('/f', f)\n",
                "payload");
    }

    @Test
    void theReturnValueIsTheExitCode() {
        assertThat(run("return None").outcome()).isEqualTo(new Outcome.Succeeded());
        assertThat(run("return 3").outcome()).isEqualTo(new Outcome.Exited(3));
        assertThat(run("return 'text'").outcome()).isEqualTo(new Outcome.Exited(1));
        assertThat(run("return 256").outcome()).isEqualTo(new Outcome.Exited(1));
        assertThat(run("sys.exit(4)").outcome()).isEqualTo(new Outcome.Exited(4));
    }

    @Test
    void thePayloadIsStandardInputAndOutputIsKept() {
        RunningAction.Ending ending = run("print sys.stdin.read().upper(), os.getcwd(), os.environ['TWITCHER_ZNODE']");
        assertThat(ending.output().stdout().text()).isEqualTo("PAYLOAD / /f\n");
        assertThat(ending.outcome()).isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void anExceptionIsATracebackAndOne() {
        RunningAction.Ending ending = run("raise ValueError('bad')");
        assertThat(ending.outcome()).isEqualTo(new Outcome.Exited(1));
        assertThat(ending.output().stderr().text()).contains("Traceback", "line 3, in f", "ValueError: bad");
    }

    @Test
    void aFileThatIsNotClosedIsComplete() throws IOException {
        Path file = bed.state.resolve("unclosed");
        run("global g\ng = open('" + file + "', 'w')\ng.write('x' * 100000)");
        assertThat(Files.size(file)).isEqualTo(100_000);
    }

    @Test
    void aCounterInAGlobalIsAlwaysOne() {
        Watch watch = bed.watches("""
                        count = 0
                        def f():
                            global count
                            count += 1
                            print count
                        RegisterWatch('/f', f)
                        """).get(0);
        for (int i = 0; i < 2; i++) {
            assertThat(Bed.end(bed.start(watch, "")).output().stdout().text()).isEqualTo("1\n");
        }
    }

    @Test
    void lambdasAndMethodsAreFunctionsToo() {
        List<Watch> watches = bed.watches("""
                class C:
                    def __init__(self, n): self.n = n
                    def m(self): return self.n
                for n in (5, 6): RegisterWatch('/f%d' % n, C(n).m)
                RegisterWatch('/f', lambda: 7)
                """);
        assertThat(watches.stream().map(w -> Bed.end(bed.start(w, "")).outcome()))
                .containsExactly(new Outcome.Exited(5), new Outcome.Exited(6), new Outcome.Exited(7));
    }

    @Test
    void execReplacesTheProcess() {
        RunningAction.Ending ending =
                run("print 'before'\nExec('cat; echo; ls /proc/self/fd | wc -l; echo $TWITCHER_ZNODE; exit 9')()");
        assertThat(ending.output().stdout().text()).isEqualTo("before\npayload\n4\n/f\n");
        assertThat(ending.outcome()).isEqualTo(new Outcome.Exited(9));
    }

    @Test
    void aSignalGoesToTheHandlerOfTheFunction() {
        Watch watch = bed.watches("""
                        import signal, sys, time
                        def f():
                            got = []
                            signal.signal(signal.SIGHUP, lambda n, frame: got.append(n))
                            print 'ready'
                            sys.stdout.flush()
                            while not got: time.sleep(0.01)
                            return 20 + got[0]
                        RegisterWatch('/f', f)
                        """).get(0);
        RunningAction running = bed.start(watch, "");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> hasOutput());
        running.signal(1);
        assertThat(Bed.end(running).outcome()).isEqualTo(new Outcome.Exited(21));
    }

    private static boolean hasOutput() throws IOException {
        try (var files = Files.list(bed.state.resolve("runs"))) {
            return files.anyMatch(
                    file -> file.toString().endsWith(".out") && file.toFile().length() > 0);
        }
    }

    /** The first watch of {@code text}, beside which lie {@code modules}. */
    private static Watch first(String text, Map<String, String> modules) {
        return bed.check(bed.read(text, modules)).drafts().get(0).named("test.twc", "f");
    }

    @Test
    void aFunctionImportsWhatLayBesideItsFileWhenThatWasLoaded() {
        Watch watch = first(
                "def f():\n    import helper\n    return helper.status\nRegisterWatch('/f', f)\n",
                Map.of("helper.py", "status = 6\n", "unrelated.py", ""));
        assertThat(Bed.end(bed.start(watch, "")).outcome()).isEqualTo(new Outcome.Exited(6));
    }

    @Test
    void aModuleBesideGoesBeforeOneOfTheLibraryWhoeverHasImportedThat() {
        assertThat(bed.watches("import json, signal\nRegisterWatch('/f', json.dumps)\n"))
                .hasSize(1);
        Watch watch = first(
                "import json, signal\ndef f():\n    import email\n    return json.status + signal.status\n"
                        + "RegisterWatch('/' + str(json.status), f)\n",
                Map.of("json.py", "status = 4\n", "signal/__init__.py", "status = 3\n"));
        assertThat(watch.node().path()).isEqualTo("/4");
        assertThat(Bed.end(bed.start(watch, "")).outcome()).isEqualTo(new Outcome.Exited(7));
        assertThat(bed.watches("import json\nRegisterWatch('/' + json.dumps('a').strip('\"'), Exec('true'))\n"))
                .singleElement()
                .satisfies(last -> assertThat(last.node().path()).isEqualTo("/a"));
    }

    @Test
    void whatAWorkerNeedsOfTheLibraryIsNotWhatLiesBeside() {
        assertThat(bed.watches("import json.decoder\nRegisterWatch('/f', json.dumps)\n"))
                .hasSize(1);
        Watch watch = first(
                "import json.decoder, os, signal, subprocess\ndef f():\n"
                        + "    return os.system('exit 5') / 256 + json.decoder.status + signal.status\n"
                        + "RegisterWatch('/f', f)\n",
                Map.of(
                        "json/__init__.py", "",
                        "json/decoder.py", "status = 1\n",
                        "signal.py", "status = 2\ndef alarm(seconds): raise SystemExit(9)\n",
                        "subprocess.py", ""));
        assertThat(Bed.end(bed.start(watch, "")).outcome()).isEqualTo(new Outcome.Exited(8));
    }

    @Test
    void stopEndsIt() {
        Watch watch = bed.watches("import time\ndef f(): time.sleep(1000)\nRegisterWatch('/f', f)\n")
                .get(0);
        RunningAction running = bed.start(watch, "");
        running.stop();
        assertThat(Bed.end(running).outcome().success()).isFalse();
    }

    @Test
    void aRegistrationThatNoLongerMatchesIsNotStarted() throws IOException {
        Path flag = bed.state.resolve("flag");
        Watch watch = bed.watches("import os\nz = '/b' if os.path.exists('" + flag + "') else '/a'\n"
                        + "RegisterWatch(z, lambda: 0)\n")
                .get(0);
        Files.createFile(flag);
        assertThat(Bed.end(bed.start(watch, "")).outcome())
                .isInstanceOfSatisfying(
                        Outcome.NotStarted.class, n -> assertThat(n.why()).contains("registers another function"));
    }

    @Test
    void aFunctionIsPutOffWhilePythonCannotBeUnpacked() throws IOException {
        Watch watch = bed.watches("RegisterWatch('/f', lambda: 0)").get(0);
        Path noFolder = Files.createFile(bed.state.resolve("no-folder"));
        try (Bed broken = new Bed(new Bed.Config(120_000, 0), noFolder)) {
            assertThat(Bed.end(broken.start(watch, "")).outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Postponed.class,
                            put -> assertThat(put.why()).startsWith("Python cannot be started: "));
        }
    }

    @Test
    void functionsAreEqualOnlyIfTheirTextsAre() {
        String text = "def f(): pass\nRegisterWatch('/f', f)\n";
        assertThat(bed.watches(text)).isEqualTo(bed.watches(text));
        assertThat(bed.watches(text)).isNotEqualTo(bed.watches(text + "\n"));
    }

    @Test
    void aFunctionIsExactlyTheUserItIsToBe() throws IOException {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                "root".equals(System.getProperty("user.name")), "only root may become another user");
        Path secret = Files.writeString(bed.state.resolve("secret"), "secret");
        Watch watch = bed.watches("""
                        import os
                        def f():
                            print os.getuid(), os.getgid()
                            print [l.split() for l in open('/proc/self/task/%s/status' % os.getpid()) if l[:3] in ('Uid', 'Gid')]
                            os.system('id -u; id -g; id -G')
                            open('SECRET')
                        RegisterWatch('/f', f, uid=65534)
                        """.replace("SECRET", secret.toString())).get(0);
        RunningAction.Ending ending = Bed.end(bed.start(watch, ""));
        assertThat(ending.output().stdout().text()).startsWith("65534 65534\n").contains("\n65534\n65534\n65534\n");
        assertThat(ending.output().stderr().text()).contains("Permission denied");
    }
}
