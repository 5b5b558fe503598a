package twitcher.config.python;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import twitcher.api.ActionSpec;
import twitcher.api.Watch;
import twitcher.api.config.Declarations;
import twitcher.api.config.NotReady;
import twitcher.api.settings.Value;

/** Files as they come, evaluated by a real worker. */
final class EvaluationTest {
    private static Bed bed;

    @BeforeAll
    static void open() {
        bed = new Bed(new Bed.Config(120_000, 0));
    }

    @AfterAll
    static void close() {
        bed.close();
    }

    @Test
    void watchesAreMadeInALoop() {
        List<Watch> watches = bed.watches("""
                for n in range(50):
                    RegisterWatch('/services/s%d' % n, Exec('restart s%d' % n), description='s%d' % n)
                """);
        assertThat(watches).hasSize(50);
        assertThat(watches.get(49).action()).isEqualTo(ActionSpec.shell("restart s49"));
    }

    @Test
    void aListIsExecutedWithoutAShell() {
        assertThat(bed.watches("RegisterWatch('/a', Exec(['x', 'y z']))").get(0).action())
                .isEqualTo(ActionSpec.argv(List.of("x", "y z")));
    }

    @Test
    void anyActionTypeCanBeNamed() {
        ActionSpec action = bed.watches("RegisterWatch('/a', Action('webhook', url='http://x'))")
                .get(0)
                .action();
        assertThat(action).isEqualTo(new ActionSpec("webhook", Map.of("url", "http://x")));
    }

    @Test
    void aSyntaxErrorHasLineAndColumn() {
        assertThat(bed.problems("x = 1\nfoo bar\n")).singleElement().asString().startsWith("test.twc:2:");
    }

    @Test
    void anExceptionHasTheLineOfTheFile() {
        assertThat(bed.problems("import os\n\nos.listdir('/no/such')\n"))
                .singleElement()
                .asString()
                .startsWith("test.twc:3: OSError: ");
    }

    @Test
    void sysExitIsNoWayToEnd() {
        assertThat(bed.problems("import sys\nsys.exit(0)\n"))
                .containsExactly("test.twc:2: sys.exit ends no config; leave it out");
    }

    @Test
    void aFileThatEndsItsProcessIsReported() {
        assertThat(bed.problems("from java.lang import System\nSystem.exit(1)\n"))
                .singleElement()
                .asString()
                .contains("ended the process that evaluates it");
        assertThat(bed.problems("import os\nos._exit(0)\n"))
                .singleElement()
                .asString()
                .contains("ended the process that evaluates it");
        assertThat(bed.watches("RegisterWatch('/a', Exec('x'))")).hasSize(1);
    }

    @Test
    void anEndlessLoopIsKilled() {
        try (Bed hasty = new Bed(new Bed.Config(20_000, 0))) {
            assertThat(hasty.problems("while True: pass\n"))
                    .containsExactly("test.twc: has not ended within 20.0 s; its process was killed."
                            + " A config declares watches and ends");
        }
    }

    @Test
    void aFileThatLoopsHoldsUpNoOther() throws Exception {
        try (Bed patient = new Bed(new Bed.Config(600_000, 0))) {
            Path began = patient.state.resolve("began");
            CompletableFuture<List<String>> loop = CompletableFuture.supplyAsync(
                    () -> patient.problems("open('" + began + "', 'w').close()\nwhile True: pass\n"));
            Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> Files.exists(began));
            assertThat(patient.watches("RegisterWatch('/a', Exec('x'))")).hasSize(1);
            assertThat(loop).isNotDone();
            patient.interpreters.close();
            assertThat(loop)
                    .failsWithin(Duration.ofSeconds(60))
                    .withThrowableThat()
                    .withCauseInstanceOf(NotReady.class);
        }
    }

    @Test
    void aProcessThatIsNotReadyInTimeIsNoFaultOfTheFile() {
        try (Bed hasty = new Bed(new Bed.Config(120_000, 0, 1))) {
            assertThatThrownBy(() -> hasty.read("RegisterWatch('/a', Exec('x'))"))
                    .isInstanceOf(NotReady.class)
                    .hasMessage("Python has not started within 0.001 s (startLimitMs); is the machine overloaded?");
        }
    }

    @Test
    void aFileThatEatsMemoryIsReported() {
        try (Bed patient = new Bed(new Bed.Config(240_000, 0))) {
            assertThat(patient.problems("x = []\nwhile True: x.append(bytearray(20000000))\n"))
                    .singleElement()
                    .asString()
                    .contains("128 MiB");
        }
    }

    @Test
    void whatAFilePrintsOrAltersHarmsNothing() {
        bed.watches("""
                import os, sys, threading, time
                print 'x' * 100000
                os.system('echo garbage; cat')
                os.chdir('/tmp')
                os.environ['A'] = 'b'
                sys.path.insert(0, '/nowhere')
                threading.Thread(target=lambda: time.sleep(1000)).start()
                """);
        bed.watches("""
                import os, sys
                assert os.getcwd() == '/', os.getcwd()
                assert 'A' not in os.environ
                assert '/nowhere' not in sys.path
                """);
    }

    @Test
    void oneFileSeesNoNameOfAnother() {
        bed.watches("leak = 1\n");
        assertThat(bed.problems("leak\n")).containsExactly("test.twc:1: NameError: name 'leak' is not defined");
    }

    @Test
    void aNulByteIsReported() {
        assertThat(bed.problems("x = 1\ny = '\0'\n")).singleElement().asString().startsWith("test.twc:2: a NUL byte");
    }

    @Test
    void tabsAndCarriageReturnsAreTaken() {
        assertThat(bed.watches("if True:\r\n\tRegisterWatch('/a', Exec('x'))\r\n"))
                .hasSize(1);
    }

    @Test
    void aCodingLineCounts() {
        Value.Fields watch = bed.read(
                        "# -*- coding: latin-1 -*-\nRegisterWatch('/a', Exec('x'), description=u'gr\u00fcn')\n"
                                .getBytes(ISO_8859_1))
                .watches()
                .get(0);
        assertThat(watch.plain()).containsEntry("description", "gr\u00fcn");
    }

    @Test
    void utf8IsUtf8() {
        String text = "# coding: utf-8\nRegisterWatch('/a', Exec('x'), description='gr\u00fcn \u20ac')\n";
        Value.Fields watch =
                bed.read(text.getBytes(StandardCharsets.UTF_8)).watches().get(0);
        assertThat(watch.plain()).containsEntry("description", "gr\u00fcn \u20ac");
    }

    @Test
    void fiveMegabytesAreTaken() {
        StringBuilder text = new StringBuilder("data = [\n");
        while (text.length() < 5_000_000) {
            text.append("  '").append("y".repeat(1000)).append("',\n");
        }
        text.append("]\n");
        for (int i = 0; i < 300; i++) {
            text.append("a")
                    .append(i)
                    .append(" = ['")
                    .append("y".repeat(20))
                    .append("', ")
                    .append(i)
                    .append("]\n");
        }
        text.append("RegisterWatch('/a', Exec('x'), description=a7[0])\n");
        try (Bed patient = new Bed(new Bed.Config(240_000, 0))) {
            assertThat(patient.read(text.toString()).problems()).isEmpty();
        }
    }

    @Test
    void aCallOfExecIsNoAction() {
        assertThat(bed.problems("RegisterWatch('/a', Exec('x')())"))
                .singleElement()
                .asString()
                .contains("write Exec(...) without ()");
    }

    @Test
    void modulesBesideTheFileAreImported() {
        Declarations declarations = bed.read(
                "import helper\nfrom package.inner import znode\nRegisterWatch(znode, Exec(helper.command))\n",
                Map.of(
                        "helper.py", "import package\ncommand = package.command\n",
                        "package/__init__.py", "command = 'x'\n",
                        "package/inner.py", "import other\nznode = other.znode\n",
                        "package/other.py", "znode = '/z'\n"));
        assertThat(declarations.problems()).isEmpty();
        assertThat(declarations.watches().get(0).plain()).containsEntry("znode", "/z");
    }

    @Test
    void aModuleIsReadAnewForEachFile() {
        String text = "import helper\nRegisterWatch(helper.znode, Exec('x'))\n";
        bed.read(text, Map.of("helper.py", "znode = '/a'"));
        Declarations declarations = bed.read(text, Map.of("helper.py", "znode = '/b'"));
        assertThat(declarations.watches().get(0).plain()).containsEntry("znode", "/b");
    }

    @Test
    void aFaultInAModuleHasBothPlaces() {
        assertThat(bed.read("\nimport helper\n", Map.of("helper.py", "\n\nboom\n"))
                        .problems())
                .singleElement()
                .asString()
                .startsWith("test.twc:2: NameError")
                .contains("helper.py:3");
    }
}
