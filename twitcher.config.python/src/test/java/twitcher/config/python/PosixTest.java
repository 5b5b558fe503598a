package twitcher.config.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import twitcher.api.Outcome;
import twitcher.api.action.RunningAction;

/** What CPython has on a POSIX system and Jython has not, or has otherwise. */
final class PosixTest {
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
                "import atexit, errno, fcntl, os, signal, subprocess, sys, threading, time\n"
                        + "def f():\n    "
                        + body.strip()
                                .replace("FILE", bed.state.resolve("lock").toString())
                                .replace("\n", "\n    ")
                        + "\nRegisterWatch('/f', f)\n",
                "payload");
    }

    private static String output(String body) {
        RunningAction.Ending ending = run(body);
        assertThat(ending.output().stderr().text()).isEmpty();
        assertThat(ending.outcome()).isEqualTo(new Outcome.Succeeded());
        return ending.output().stdout().text();
    }

    @Test
    void theStatusOfACommandIsThatOfWait() {
        assertThat(output("""
                        print os.system('exit 3'), os.WEXITSTATUS(os.system('exit 3')), os.system('true')
                        print os.popen('exit 2').close(), os.popen('true').close()
                        print os.spawnlp(os.P_WAIT, 'sh', 'sh', '-c', 'exit 6')
                        """)).isEqualTo("768 3 0\n512 None\n6\n");
    }

    @Test
    void filesAreLocked() {
        assertThat(output("""
                        held = open('FILE', 'w')
                        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        try:
                            fcntl.flock(open('FILE', 'w').fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
                        except IOError, e:
                            print e.errno == errno.EWOULDBLOCK
                        print subprocess.call(['flock', '-n', 'FILE', 'true'])
                        fcntl.flock(held, fcntl.LOCK_UN)
                        print subprocess.call(['flock', '-n', 'FILE', 'true'])
                        fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                        """)).isEqualTo("True\n1\n0\n");
    }

    @Test
    void aLockOutlivesTheReplacementOfTheProcess() {
        assertThat(output("""
                        held = open('FILE', 'w')
                        fcntl.flock(held, fcntl.LOCK_EX)
                        Exec('flock -n FILE true; echo $?')()
                        """)).isEqualTo("1\n");
    }

    @Test
    void aNewFileHasTheModeThatIsAsked() {
        assertThat(output("""
                        fd = os.open('FILE.mode', os.O_CREAT | os.O_WRONLY, 0600)
                        os.write(fd, 'x')
                        os.close(fd)
                        print oct(os.stat('FILE.mode').st_mode), oct(os.umask(0))
                        """)).isEqualTo("0100600 022\n");
    }

    @Test
    void descriptorsCanBeRedirected() {
        assertThat(output("""
                        old = os.dup(1)
                        os.dup2(open('FILE.out', 'w').fileno(), 1)
                        os.system('echo child')
                        os.dup2(old, 1)
                        os.write(old, 'back')
                        os.close(old)
                        print repr(open('FILE.out').read()), repr(os.read(0, 100))
                        unbuffered = os.fdopen(sys.stdout.fileno(), 'w', 0)
                        print >>unbuffered, 'unbuffered'
                        """)).isEqualTo("back'child\\n' 'payload'\nunbuffered\n");
    }

    @Test
    void theSystemCanBeAsked() {
        assertThat(output("""
                        disk = os.statvfs('/')
                        print disk.f_blocks > 0, disk.f_namemax, len(os.getloadavg()), os.getpgid(0) == os.getpid()
                        try: os.statvfs('/no/such')
                        except OSError, e: print e.errno
                        import syslog
                        syslog.openlog('twitcher-test', syslog.LOG_PID, syslog.LOG_LOCAL0)
                        syslog.syslog(syslog.LOG_DEBUG, '100% fine')
                        import logging.handlers
                        logger = logging.getLogger('twitcher-test')
                        logger.addHandler(logging.handlers.SysLogHandler('/dev/log'))
                        logger.warning('100% fine')
                        """)).isEqualTo("True 255 3 True\n2\n");
    }

    @Test
    void aFunctionMayBecomeAnotherUserItself() {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root may become another user");
        assertThat(output("""
                        os.setgroups([5])
                        os.setgid(65534)
                        os.setuid(65534)
                        print os.getuid(), os.getgid(), os.getgroups()
                        try: os.setuid(0)
                        except OSError, e: print e.errno
                        """)).isEqualTo("65534 65534 [5]\n1\n");
    }

    @Test
    void aFunctionMayBeReplacedByAProgram() {
        RunningAction.Ending ending = run(
                "print 'before'\nos.environ['A'] = 'b'\n" + "os.execvp('sh', ['sh', '-c', 'cat; echo $A; exit 4'])");
        assertThat(ending.output().stdout().text()).isEqualTo("before\npayloadb\n");
        assertThat(ending.outcome()).isEqualTo(new Outcome.Exited(4));
        assertThat(output("try: os.execv('/no/such', ['x'])\nexcept OSError, e: os.write(1, str(e.errno))"))
                .isEqualTo("2");
    }

    @Test
    void threadsAndExitFunctionsEndBeforeTheProcess() {
        assertThat(output("""
                        def work():
                            time.sleep(0.2)
                            print 'thread'
                        def forever(): time.sleep(1000)
                        atexit.register(lambda: sys.stdout.write('atexit\\n'))
                        threading.Thread(target=work).start()
                        daemon = threading.Thread(target=forever)
                        daemon.setDaemon(True)
                        daemon.start()
                        signal.alarm(1000)
                        print 'function'
                        """)).isEqualTo("function\nthread\natexit\n");
    }

    @Test
    void aHandlerMayEndTheProcess() {
        RunningAction.Ending ending = run("""
                signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(9))
                os.kill(os.getpid(), signal.SIGTERM)
                time.sleep(1000)
                """);
        assertThat(ending.outcome()).isEqualTo(new Outcome.Exited(9));
    }

    @Test
    void whatAHandlerRaisesEndsTheProcess() {
        RunningAction.Ending ending = run("""
                def late(number, frame): raise ValueError('late')
                signal.signal(signal.SIGALRM, late)
                signal.alarm(1)
                time.sleep(1000)
                """);
        assertThat(ending.outcome()).isEqualTo(new Outcome.Exited(1));
        assertThat(ending.output().stderr().text()).contains("ValueError: late", "raised by the handler of signal 14");
    }

    @Test
    void signalsWithoutAHandlerDoWhatTheyDoByDefault() {
        for (int number : List.of(3, 10, 12, 14)) {
            RunningAction.Ending ending = run("os.kill(os.getpid(), " + number + ")\ntime.sleep(1000)");
            assertThat(ending.outcome()).isEqualTo(new Outcome.Exited(128 + number));
            assertThat(ending.output().stdout().text()).isEmpty();
        }
    }
}
