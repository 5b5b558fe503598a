package twitcher.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import twitcher.itest.support.Cluster;
import twitcher.itest.support.Gate;
import twitcher.itest.support.Journal;
import twitcher.itest.support.Listed;

/** Functions of Python configs as runs of the daemon: everything that holds for a command holds for them. */
class PythonTest {
    @RegisterExtension
    static final Cluster CLUSTER = new Cluster();

    /** A process that has to start first may take long on a busy machine. */
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private static final String START = """
            import os, signal, subprocess, sys, time
            def note(text):
                with open('%s', 'a') as journal: journal.write(text + '\\n')
            def event(): return os.environ['TWITCHER_EVENT'] + ' ' + sys.stdin.read()
            """;

    /** A daemon that starts again would run the functions of tests before, and leave them when it ends. */
    @AfterEach
    void removeConfigs() throws Exception {
        try (Stream<Path> files = Files.list(CLUSTER.daemon().config())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Awaitility.await("no function is left")
                .atMost(LIMIT)
                .until(
                        () -> Listed.in(
                                CLUSTER.daemon().run("runs", "-o", "json").out()),
                        runs -> runs.stream().noneMatch(PythonTest::stopped));
    }

    /** Whether a run is going, which is told to end; one of a test that failed. */
    private static boolean stopped(Listed run) {
        if (run.running()) {
            stop(run.id());
        }
        return run.running();
    }

    private static void stop(String run) {
        try {
            CLUSTER.daemon().run("stop", run);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void runThatOutlivesAKilledDaemonIsAdoptedAndThenTheNewestStateRuns() throws Exception {
        try (Gate gate = CLUSTER.gate("adopted")) {
            Journal journal = watched("adopted", """
                    def f():
                        note(event())
                        open('%s').readline()
                    RegisterWatch('/python/adopted', f, description='it')
                    """.formatted(CLUSTER.file("adopted.gate")));
            awaitLines(journal, "loaded one");
            CLUSTER.daemon().kill();
            CLUSTER.nodes().set("/python/adopted", "two");
            CLUSTER.daemon().start(CLUSTER.server().address());
            awaitWatch("adopted", json -> json.contains("\"waiting\": true"));
            assertThat(journal.lines()).containsExactly("loaded one");
            gate.open();
            awaitLines(journal, "loaded one", "loaded two");
            gate.open();
            awaitWatch("adopted", json -> json.contains("\"state\": \"IDLE\""));
        }
        assertThat(runs("adopted")).extracting(Listed::outcome).containsExactly("succeeded", "unknown");
    }

    @Test
    void nextChangeIsToldToTheHandlerOfTheFunction() throws Exception {
        Journal journal = watched("told", """
                def f():
                    told = []
                    signal.signal(signal.SIGUSR1, lambda number, frame: told.append(number))
                    note(event())
                    while not told and os.environ['TWITCHER_EVENT'] == 'loaded': time.sleep(0.01)
                    note('told %s' % told)
                RegisterWatch('/python/told', f, notify_signal='USR1', description='it')
                """);
        awaitLines(journal, "loaded one");
        CLUSTER.nodes().set("/python/told", "two");
        awaitLines(journal, "loaded one", "told [10]", "changed two", "told []");
    }

    @Test
    void functionThatTakesTooLongIsKilledWithItsChildren() throws Exception {
        Journal journal = watched("late", """
                def f():
                    signal.signal(signal.SIGTERM, signal.SIG_IGN)
                    note(str(os.getpid()))
                    note(str(subprocess.Popen(['sleep', '1000']).pid))
                    time.sleep(1000)
                RegisterWatch('/python/late', f, timeout=%s, kill_after=0.5, description='it')
                """.formatted(20));
        awaitWatch("late", json -> json.contains("timed out after 20.0 s"));
        assertThat(journal.lines()).hasSize(2).noneMatch(pid -> lives(Long.parseLong(pid)));
    }

    @Test
    void restartStopsTheFunctionAndRunsTheNewestState() throws Exception {
        Journal journal = watched("restart", """
                def f():
                    seen = event()
                    note(seen)
                    while seen == 'loaded one': time.sleep(0.1)
                RegisterWatch('/python/restart', f, run_mode=RESTART, description='it')
                """);
        awaitLines(journal, "loaded one");
        CLUSTER.nodes().set("/python/restart", "two");
        awaitLines(journal, "loaded one", "changed two");
        awaitWatch("restart", json -> json.contains("\"state\": \"IDLE\""));
        assertThat(runs("restart")).extracting(Listed::outcome).containsExactly("succeeded", "cancelled");
    }

    @Test
    void whatItSaysIsKeptAlsoAfterItWasReplacedByACommand() throws Exception {
        watched("output", """
                def f():
                    print 'from Python'
                    print >>sys.stderr, 'to standard error'
                    Exec('echo from the shell: $(cat) $TWITCHER_ZNODE; exit 3')()
                RegisterWatch('/python/output', f, description='it')
                """);
        awaitWatch("output", json -> json.contains("\"exited\""));
        String log = CLUSTER.daemon().run("log", runs("output").get(0).id()).out();
        assertThat(log).contains("exit 3", "from Python\nfrom the shell: one /python/output\n", "to standard error");
    }

    @Test
    void functionIsExactlyItsUserAndReadsNothingThatIsRoots() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root may become somebody else");
        CLUSTER.nodes().create("/python/user", "");
        Path config = Files.writeString(CLUSTER.file("user"), """
                import os
                def f():
                    status = dict(line.split(':', 1) for line in open('/proc/self/status'))
                    for key in ('Uid', 'Gid', 'Groups', 'Umask'): print key, ' '.join(status[key].split())
                    os.system('id -u; id -g; id -G')
                    for path in ('/etc/shadow', __file__):
                        try: open(path)
                        except IOError, e: print e.strerror
                RegisterWatch('/python/user', f, uid='nobody', gid='daemon', umask='027', cwd='/tmp', description='it')
                """);
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
        Files.move(config, CLUSTER.daemon().config().resolve("user.twc"), StandardCopyOption.ATOMIC_MOVE);
        awaitWatch("user", json -> json.contains("\"succeeded\""));
        String log = CLUSTER.daemon().run("log", runs("user").get(0).id()).out();
        assertThat(log)
                .contains("Uid 65534 65534 65534 65534\nGid 1 1 1 1\nGroups 65534\nUmask 0027\n65534\n1\n1 65534\n");
        assertThat(log).contains("Permission denied\nPermission denied\n");
    }

    private static Journal watched(String name, String text) throws Exception {
        Journal journal = CLUSTER.journal(name);
        CLUSTER.nodes().create("/python/" + name, "one");
        CLUSTER.daemon().drop(name + ".twc", START.formatted(journal.file()) + text);
        return journal;
    }

    private static void awaitLines(Journal journal, String... lines) {
        Awaitility.await("the journal is " + List.of(lines))
                .atMost(LIMIT)
                .until(journal::lines, List.of(lines)::equals);
    }

    private static void awaitWatch(String name, Predicate<String> wanted) {
        Awaitility.await(name)
                .atMost(LIMIT)
                .until(
                        () -> CLUSTER.daemon()
                                .run("watch", name + ".twc:it", "-o", "json")
                                .out(),
                        wanted::test);
    }

    private static List<Listed> runs(String name) throws Exception {
        return Listed.in(
                CLUSTER.daemon().run("runs", name + ".twc:it", "-o", "json").out());
    }

    private static boolean lives(long pid) {
        return ProcessHandle.of(pid)
                .filter(process -> process.info().command().isPresent())
                .isPresent();
    }
}
