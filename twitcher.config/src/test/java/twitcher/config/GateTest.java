package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static twitcher.api.admin.FileStatus.State.ACTIVE;
import static twitcher.api.admin.FileStatus.State.ERROR;
import static twitcher.api.admin.FileStatus.State.SETTLING;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import twitcher.api.admin.ConfigFiles.Accept;
import twitcher.api.config.ConfigLanguage;

/** What becomes of files while the gate is there, and while it is away. */
@Timeout(240)
class GateTest extends GateBed {
    @Test
    void aConfigurationFollowsItsFile() throws Exception {
        gate.reads("some.pid");
        gate.write("some.pid.cfg", "# comment\nkey = value\nlong = a\\\n  b\n");
        gate.awaitState("some.pid.cfg", ACTIVE);
        assertThat(configuration("(service.pid=some.pid)").getProperties().get("key"))
                .isEqualTo("value");
        assertThat(configuration("(service.pid=some.pid)").getProperties().get("long"))
                .isEqualTo("ab");

        gate.write("some.pid.cfg", "key = other\n");
        await().atMost(RealFramework.SOON)
                .until(
                        () -> configuration("(service.pid=some.pid)")
                                .getProperties()
                                .get("key"),
                        "other"::equals);
        assertThat(configuration("(service.pid=some.pid)").getProperties().get("long"))
                .isNull();

        gate.delete("some.pid.cfg");
        await().atMost(RealFramework.SOON).until(() -> configuration("(service.pid=some.pid)") == null);
    }

    /** A file that was just written would have to settle first, so this takes one that has been there for long. */
    @Test
    void configurationsAreThereAsSoonAsTheGateIs() throws Exception {
        Path old = Path.of("/etc/os-release").toRealPath();
        Assumptions.assumeTrue(Files.getLastModifiedTime(old)
                .toInstant()
                .isBefore(Instant.now().minusSeconds(60)));
        gate.close();
        gate = new RealFramework(folder, directory.resolve("state"), Map.of("twitcher.insecure_config", "true"));
        gate.gate.stop();
        Files.createSymbolicLink(folder.resolve("some.pid.cfg"), old);

        gate.gate.start();

        assertThat(configuration("(service.pid=some.pid)").getProperties().get("NAME"))
                .isNotNull();
    }

    @Test
    void aFactoryInstanceIsNamedAfterTheTilde() throws Exception {
        gate.reads("some.factory");
        gate.write("some.factory~blue.cfg", "key = value\n");
        gate.awaitState("some.factory~blue.cfg", ACTIVE);

        assertThat(configuration("(service.factoryPid=some.factory)").getPid()).isEqualTo("some.factory~blue");
    }

    @Test
    void twoFilesForOneConfigurationAreToldAndTheSecondTakesOver() throws Exception {
        gate.reads("some.pid");
        gate.write("a/some.pid.cfg", "key = a\n");
        gate.awaitState("a/some.pid.cfg", ACTIVE);
        gate.write("b/some.pid.cfg", "key = b\n");
        assertThat(gate.awaitState("b/some.pid.cfg", ERROR).problems().get(0)).contains("a/some.pid.cfg");

        gate.delete("a/some.pid.cfg");

        gate.awaitState("b/some.pid.cfg", ACTIVE);
        assertThat(configuration("(service.pid=some.pid)").getProperties().get("key"))
                .isEqualTo("b");
    }

    @Test
    void nothingIsLoadedWhileTheGateIsAwayAndNothingOfItStays() throws Exception {
        gate.write("web.twc", "/a date\n");
        gate.awaitState("web.twc", ACTIVE);
        assertThat(configuration("(service.factoryPid=org.apache.felix.fileinstall)"))
                .isNotNull();

        gate.gate.stop();

        assertThat(configuration("(service.factoryPid=org.apache.felix.fileinstall)"))
                .isNull();
        await().atMost(RealFramework.SOON)
                .until(() -> threads("twitcher-config").isEmpty());
        assertThat(threads("fileinstall-" + folder)).isEmpty();
        assertThat(gate.gate.getRegisteredServices()).isNull();
    }

    @Test
    void theGateReturnsAsOftenAsItIsStopped() throws BundleException {
        gate.write("web.twc", "/a date\n");
        gate.awaitState("web.twc", ACTIVE);
        for (int i = 0; i < 3; i++) {
            gate.gate.stop();
            gate.gate.start();
            gate.awaitState("web.twc", ACTIVE);
        }
        assertThat(gate.ids("web.twc")).hasSize(1);
    }

    @Test
    void fiveThousandFilesAtOnceAreDealtWithAndGoAtOnce() throws Exception {
        quiet.setLevel(Level.WARNING);
        Path many = Files.createDirectories(directory.resolve("many"));
        for (int i = 0; i < 5_000; i++) {
            Files.writeString(many.resolve(i + ".twc"), "/" + i + " date\n");
        }
        Files.move(many, folder.resolve("many"));
        await().atMost(Duration.ofSeconds(100)).until(() -> gate.history.size() == 5_000);
        assertThat(gate.readings()).hasSize(5_000);

        Files.move(folder.resolve("many"), many);
        await().atMost(Duration.ofSeconds(100)).until(() -> gate.history.size() == 20_000);
        assertThat(gate.readings()).isEmpty();
        assertThat(gate.files().folder().held()).isEmpty();
    }

    @Test
    void aRescanSaysWhatItFound() {
        gate.write("good.twc", "/a date\n/b date\n");
        gate.write("bad.twc", "!no\n");

        String words = gate.files().rescan(Accept.KEEP_GUARD);

        assertThat(words).isEqualTo(folder + ": 2 files, 2 watches; 1 ERROR");
    }

    @Test
    void theRescanCommandIsAService() throws InvalidSyntaxException {
        assertThat(gate.context().getServiceReferences(Runnable.class, "(twitcher.command=rescan)"))
                .hasSize(1);
    }

    @Test
    void whatIsReadForLongAndWhatIsReadAfterItAreTold() {
        gate.write("slow.twc", "hang\n");
        awaitWords("slow.twc", "is being read by the language lines");
        Instant since = gate.status("slow.twc").orElseThrow().since();
        gate.write("web.twc", "/a date\n");
        awaitWords("web.twc", "is to be read after slow.twc, which the language lines reads");
        gate.write("gone.twc", "/a date\n");
        awaitWords("gone.twc", "is to be read after slow.twc, which the language lines reads");
        gate.delete("gone.twc");
        await().atMost(RealFramework.SOON).until(() -> gate.status("gone.twc").isEmpty());
        assertThat(gate.status("slow.twc").orElseThrow().since()).isEqualTo(since);

        language.hanging.countDown();

        gate.awaitState("slow.twc", ACTIVE);
        gate.awaitState("web.twc", ACTIVE);
        assertThat(gate.status("gone.twc")).isEmpty();
    }

    @Test
    void aLanguageThatHangsAndIsReplacedHoldsUpItsFilesNoLonger() {
        LineLanguage hangs = new LineLanguage();
        ServiceRegistration<ConfigLanguage> registration = gate.register(hangs, "rows", "rows");
        try {
            gate.write("slow.rows", "hang\n");
            awaitWords("slow.rows", "is being read by the language rows");
            gate.write("web.rows", "/web web\n");
            awaitWords("web.rows", "is to be read after slow.rows, which the language rows reads");
            registration.unregister();
            LineLanguage mended = new LineLanguage();
            mended.hanging.countDown();
            gate.register(mended, "rows", "rows");
            gate.awaitState("web.rows", ACTIVE);
            gate.awaitState("slow.rows", ACTIVE);
        } finally {
            hangs.hanging.countDown();
        }
    }

    @Test
    void aNameThatCannotBePrintedIsShownAsAnEscapeAndToBeChanged() throws Exception {
        Files.writeString(folder.resolve("a\nb\u001b.twc"), "/a date\n");

        assertThat(gate.awaitState("a\\u000ab\\u001b.twc", ERROR).problems().get(0))
                .contains("control characters", "rename it")
                .doesNotContain("locale");
    }

    private Configuration configuration(String filter) throws Exception {
        ConfigurationAdmin admin =
                gate.context().getService(gate.context().getServiceReference(ConfigurationAdmin.class));
        Configuration[] found = admin.listConfigurations(filter);
        return found == null ? null : found[0];
    }

    private static Set<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(prefix))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void awaitWords(String file, String words) {
        await().atMost(RealFramework.SOON)
                .untilAsserted(() ->
                        assertThat(gate.awaitState(file, SETTLING).problems()).containsExactly(file + ": " + words));
    }
}
