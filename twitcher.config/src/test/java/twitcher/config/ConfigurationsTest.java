package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static twitcher.api.admin.FileStatus.State.ACTIVE;
import static twitcher.api.admin.FileStatus.State.ERROR;
import static twitcher.api.admin.FileStatus.State.WAITING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedService;
import twitcher.api.admin.ConfigFiles.Accept;
import twitcher.api.config.ConfigurationRule;

/** What becomes of {@code .cfg} files, in a real framework, against metatypes as bnd makes them. */
@Timeout(240)
class ConfigurationsTest {
    private static final String METATYPE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0" localization="OSGI-INF/l10n/x">
              <OCD id="guest.Settings" name="Guest" description="">
                <AD id="port" type="Integer" name="Port" min="1" max="%d" default="80"/>
                <AD id="ports" type="Integer" cardinality="2147483647" name="Ports" default=""/>
                <AD id="greeting" type="String" name="Greeting" default="hello"/>
                <AD id="level" type="String" name="Level" default="low">
                  <Option label="Low" value="low"/>
                  <Option label="High" value="high"/>
                </AD>
                <AD id="secret" type="Password" name="Secret" min="8" default=""/>
              </OCD>
              <Designate %s="guest.settings">
                <Object ocdref="guest.Settings"/>
              </Designate>
            </metatype:MetaData>
            """;
    private static final String COMPONENT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="guest.Part" configuration-pid="guest.part $">
              <implementation class="guest.Part"/>
            </scr:component>
            """;

    private Path folder;
    private RealFramework gate;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        folder = Files.createDirectories(directory.resolve("folder"));
        gate = new RealFramework(folder, directory.resolve("state"));
        gate.files();
    }

    @AfterEach
    void stop() {
        gate.close();
    }

    private static byte[] guest(String version, int most, String kind) {
        return BundleFile.named("guest", version)
                .entry("OSGI-INF/metatype/guest.Settings.xml", METATYPE.formatted(most, kind))
                .bytes();
    }

    private void dropGuest() {
        gate.write("guest.jar", guest("1", 65_535, "pid"));
        gate.awaitState("guest.jar", ACTIVE);
    }

    private Dictionary<String, Object> values(String pid) {
        ConfigurationAdmin admin =
                gate.context().getService(gate.context().getServiceReference(ConfigurationAdmin.class));
        try {
            Configuration[] found = admin.listConfigurations("(service.pid=" + pid + ")");
            return found == null ? null : found[0].getProperties();
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void allFaultsAreToldAtOnceAndWhatWasSetBeforeStays() {
        dropGuest();
        gate.write("guest.settings.cfg", "port = 8080\nlevel = high\n");
        gate.awaitState("guest.settings.cfg", ACTIVE);

        gate.write(
                "guest.settings.cfg",
                "# mine\nport = 70000\ngreting = hi\n\nlevel = hihg\nsecret=short\nports=1,x\nbad=\\u12\n");

        assertThat(gate.awaitState("guest.settings.cfg", ERROR).problems())
                .containsExactly(
                        "guest.settings.cfg:2: port: must be a whole number from 1 up to 65535, was: 70000",
                        "guest.settings.cfg:3: greting: unknown key; did you mean greeting?",
                        "guest.settings.cfg:5: level: must be one of low, high, was: hihg; did you mean high?",
                        "guest.settings.cfg:6: secret: must be of a length from 8",
                        "guest.settings.cfg:7: ports: must be a whole number from -2147483648 up to 2147483647, was: x",
                        "guest.settings.cfg:8: bad: \\u must be followed by four hexadecimal digits"
                                + " (a backslash itself is written \\\\)");
        assertThat(values("guest.settings").get("port")).isEqualTo("8080");
        assertThat(values("guest.settings").get("greting")).isNull();

        gate.write("guest.settings.cfg", "port = 8081\nports = 1, 2\n.private = x\ngreeting.target = (a=b)\n");

        gate.awaitState("guest.settings.cfg", ACTIVE);
        assertThat(values("guest.settings").get("port")).isEqualTo("8081");
        assertThat(values("guest.settings").get("ports")).isEqualTo(new Integer[] {1, 2});
        assertThat(values("guest.settings").get("level")).isNull();
    }

    @Test
    void ourOwnConfigurationIsCheckedBeforeItIsSet() {
        gate.write("twitcher.config.cfg", "settleMs=abc\nsetleMs=5\nslowLookS=0\n");

        assertThat(gate.awaitState("twitcher.config.cfg", ERROR).problems())
                .containsExactly(
                        "twitcher.config.cfg:1: settleMs: must be a whole number from 1 up to 2147483647, was: abc",
                        "twitcher.config.cfg:2: setleMs: unknown key; did you mean settleMs?",
                        "twitcher.config.cfg:3: slowLookS: must be a whole number from 1 up to 2147483647, was: 0");
        assertThat(values("twitcher.config")).isNull();
    }

    @Test
    void aConfigurationThatNobodyReadsWaitsWithTheNearestNamed() {
        gate.write("twitcher.confg.cfg", "settleMs = 5\n");

        assertThat(gate.awaitState("twitcher.confg.cfg", WAITING).problems())
                .containsExactly("twitcher.confg.cfg: waits for a bundle that reads the configuration twitcher.confg;"
                        + " did you mean twitcher.config.cfg?");
    }

    @Test
    void itIsCheckedWhenABundleComesThatDescribesIt() {
        gate.write("guest.settings.cfg", "port = many\n");
        gate.awaitState("guest.settings.cfg", WAITING);
        assertThat(values("guest.settings").get("port")).isEqualTo("many");

        gate.write("guest.jar", guest("1", 65_535, "pid"));

        assertThat(gate.awaitState("guest.settings.cfg", ERROR).problems())
                .containsExactly("guest.settings.cfg:1: port: must be a whole number from 1 up to 65535, was: many");
        assertThat(values("guest.settings")).isNull();

        gate.delete("guest.jar");
        gate.awaitState("guest.settings.cfg", WAITING);
    }

    @Test
    void anUpdatedBundleMayKnowMoreAndWhatWasSetStaysUntilMended() {
        gate.write("guest.jar", guest("1", 100, "pid"));
        gate.awaitState("guest.jar", ACTIVE);
        gate.write("guest.settings.cfg", "port = 100\n");
        gate.awaitState("guest.settings.cfg", ACTIVE);

        gate.write("guest.jar", guest("2", 99, "pid"));

        gate.awaitState("guest.settings.cfg", ERROR);
        assertThat(values("guest.settings").get("port")).isEqualTo("100");

        gate.write("guest.jar", guest("3", 101, "pid"));
        gate.awaitState("guest.settings.cfg", ACTIVE);
    }

    @Test
    void aServiceThatConfigAdminTellsIsEnoughAndItsKeysAreNotChecked() {
        gate.write("plain.cfg", "anything = goes\n");
        gate.awaitState("plain.cfg", WAITING);

        ServiceRegistration<ManagedService> reader = gate.reads("plain");

        gate.awaitState("plain.cfg", ACTIVE);
        reader.unregister();
        gate.awaitState("plain.cfg", WAITING);
        assertThat(values("plain").get("anything")).isEqualTo("goes");
    }

    @Test
    void aComponentWithoutAMetatypeIsEnough() {
        gate.write(
                "guest.jar",
                BundleFile.named("guest", "1")
                        .header("Service-Component", "OSGI-INF/*.xml")
                        .entry("OSGI-INF/part.xml", COMPONENT)
                        .bytes());
        gate.write("guest.part.cfg", "anything = goes\n");
        gate.write("guest.Part.cfg", "anything = goes\n");

        gate.awaitState("guest.part.cfg", ACTIVE);
        gate.awaitState("guest.Part.cfg", ACTIVE);
    }

    @Test
    void instancesAreOfFactoriesOnly() {
        gate.write("guest.jar", guest("1", 65_535, "factoryPid"));
        gate.write("guest.settings~blue.cfg", "port = 1\n");
        gate.awaitState("guest.settings~blue.cfg", ACTIVE);

        gate.write("guest.jar", guest("2", 65_535, "pid"));

        assertThat(gate.awaitState("guest.settings~blue.cfg", ERROR).problems())
                .containsExactly("guest.settings~blue.cfg: there is one configuration of this kind;"
                        + " name the file guest.settings.cfg");
    }

    @Test
    void aMetatypeThatCannotBeReadChecksNothingAndReachesForNothing() throws Exception {
        Path outside = Files.writeString(folder.resolveSibling("outside"), "no");
        String hostile = "<!DOCTYPE x [<!ENTITY e SYSTEM \"" + outside.toUri() + "\">]><x>&e;";
        gate.write(
                "guest.jar",
                BundleFile.named("guest", "1")
                        .entry("OSGI-INF/metatype/x.xml", hostile)
                        .bytes());
        gate.awaitState("guest.jar", ACTIVE);
        gate.reads("guest.settings");
        gate.write("guest.settings.cfg", "port = many\n");

        gate.awaitState("guest.settings.cfg", ACTIVE);
    }

    @Test
    void oneThatMustNotBeLoadedIsNotSetWhenBundlesCome() throws Exception {
        gate.write("plain.cfg", "a = good\n");
        gate.awaitState("plain.cfg", WAITING);
        Files.setAttribute(folder.resolve("plain.cfg"), "unix:mode", 0100666);
        gate.awaitState("plain.cfg", ERROR);
        Files.writeString(folder.resolve("plain.cfg"), "a = bad\n");

        gate.reads("plain");
        dropGuest();

        gate.files().rescan(Accept.KEEP_GUARD);
        assertThat(gate.awaitState("plain.cfg", ERROR).problems().get(0)).contains("not loaded");
        assertThat(values("plain").get("a")).isEqualTo("good");
    }

    private static Dictionary<String, Object> ofGuest() {
        return new Hashtable<>(Map.of("twitcher.configuration.pid", "guest.settings"));
    }

    @Test
    void aRuleOfTheBundleRefusesWhatAMetatypeCannotSay() {
        dropGuest();
        gate.write("guest.settings.cfg", "\ngreeting = good\n");
        gate.awaitState("guest.settings.cfg", ACTIVE);
        ConfigurationRule rule = values -> values.getOrDefault("greeting", "").equals("bad")
                ? Map.of("greeting", "must be polite, was: bad", "other", "is missing")
                : Map.of();
        gate.context().registerService(ConfigurationRule.class, rule, ofGuest());

        gate.write("guest.settings.cfg", "\ngreeting = bad\n");

        assertThat(gate.awaitState("guest.settings.cfg", ERROR).problems())
                .containsExactly(
                        "guest.settings.cfg:2: greeting: must be polite, was: bad",
                        "guest.settings.cfg: other: is missing");
        assertThat(values("guest.settings").get("greeting")).isEqualTo("good");
    }

    @Test
    void aRuleThatThrowsOrHangsIsNotAskedAgain() throws Exception {
        dropGuest();
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        ConfigurationRule hangs = values -> {
            asked.incrementAndGet();
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Map.of("greeting", "too late");
        };
        ConfigurationRule throwing = values -> {
            asked.incrementAndGet();
            throw new IllegalStateException("a bug");
        };
        gate.context().registerService(ConfigurationRule.class, hangs, ofGuest());
        gate.context().registerService(ConfigurationRule.class, throwing, ofGuest());

        gate.write("guest.settings.cfg", "greeting = 1\n");
        gate.awaitState("guest.settings.cfg", ACTIVE);
        gate.write("guest.settings.cfg", "greeting = 2\n");
        await().atMost(RealFramework.SOON)
                .until(() -> "2".equals(values("guest.settings").get("greeting")));

        assertThat(asked).hasValue(2);
    }
}
