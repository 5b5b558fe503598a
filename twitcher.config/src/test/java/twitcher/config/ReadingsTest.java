package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static twitcher.api.admin.FileStatus.State.ACTIVE;
import static twitcher.api.admin.FileStatus.State.ERROR;
import static twitcher.api.admin.FileStatus.State.WAITING;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.config.ConfigLanguage;
import twitcher.api.config.WatchFile;

@Timeout(90)
class ReadingsTest {
    private final LineLanguage language = new LineLanguage();
    private Path folder;
    private Path state;
    private RealFramework gate;
    private ServiceRegistration<ConfigLanguage> registration;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        folder = Files.createDirectories(directory.resolve("folder"));
        state = directory.resolve("state");
        Files.writeString(folder.resolve("twitcher.config.cfg"), "languageTimeoutS=1\nslowLookS=1\n");
        start();
    }

    private void start() {
        gate = new RealFramework(folder, state);
        registration = gate.register(language, "lines", "twc");
        gate.awaitState("twitcher.config.cfg", ACTIVE);
    }

    @AfterEach
    void stop() {
        language.hanging.countDown();
        gate.close();
    }

    private WatchFile active(String file, String text) {
        gate.write(file, text);
        gate.awaitState(file, ACTIVE);
        return gate.readings().get(file);
    }

    @Test
    void aFileDroppedIntoTheFolderIsPublished() {
        active("web.twc", "/a date\n/b date\n");

        assertThat(gate.ids("web.twc")).containsExactly("web.twc:web.twc-1", "web.twc:web.twc-2");
        assertThat(gate.status("web.twc").orElseThrow().kind()).isEqualTo("lines");
        assertThat(gate.status("web.twc").orElseThrow().watches()).isEqualTo(2);
    }

    @Test
    void aDeletedFilePublishesAReadingWithoutWatchesBeforeItVanishes() {
        active("web.twc", "/a date\n");

        gate.delete("web.twc");

        await().atMost(RealFramework.SOON).until(() -> gate.readings().isEmpty());
        assertThat(gate.history).containsExactly("+ web.twc 1", "+ web.twc 0", "- web.twc 1", "- web.twc 0");
    }

    @Test
    void aChangedFileIsPublishedAnewBeforeTheOldReadingGoes() {
        active("web.twc", "/a date\n");

        gate.write("web.twc", "/a date\n/b date\n");

        await().atMost(RealFramework.SOON).until(() -> gate.history.size() == 3);
        assertThat(gate.history).containsExactly("+ web.twc 1", "+ web.twc 2", "- web.twc 1");
    }

    @Test
    void everyProblemIsToldAtOnceAndTheLastGoodReadingStays() {
        WatchFile good = active("web.twc", "/a date\n");

        gate.write("web.twc", "!first\nnowhere date\n!third\n");

        assertThat(gate.awaitState("web.twc", ERROR).problems())
                .satisfiesExactly(
                        one -> assertThat(one).isEqualTo("web.twc:1:1: first"),
                        two -> assertThat(two).startsWith("web.twc:2:1: znode: "),
                        three -> assertThat(three).isEqualTo("web.twc:3:1: third"));
        assertThat(gate.readings()).containsEntry("web.twc", good);
        assertThat(gate.status("web.twc").orElseThrow().watches()).isEqualTo(1);

        gate.write("web.twc", "/c date\n");
        gate.awaitState("web.twc", ACTIVE);
        assertThat(gate.readings().get("web.twc").revision()).isGreaterThan(good.revision());
    }

    @Test
    void aTouchedFileIsReadAgainButNotPublishedAgain() throws Exception {
        WatchFile first = active("web.twc", "/a date\n");
        int read = language.read.get();

        Files.setLastModifiedTime(folder.resolve("web.twc"), FileTime.fromMillis(1_000_000));

        await().atMost(RealFramework.SOON).until(() -> language.read.get() > read);
        gate.files().rescan(twitcher.api.admin.ConfigFiles.Accept.KEEP_GUARD);
        assertThat(gate.readings().get("web.twc").revision()).isEqualTo(first.revision());
    }

    @Test
    void idsOutliveAWatchInsertedAtTheTopAndARestart() {
        active("web.twc", "/a date\n/b date\n");
        gate.write("web.twc", "/new date\n/a date\n/b date\n");
        List<String> ids = List.of("web.twc:web.twc-3", "web.twc:web.twc-1", "web.twc:web.twc-2");
        await().atMost(RealFramework.SOON).until(() -> gate.ids("web.twc"), ids::equals);

        gate.close();
        start();

        await().atMost(RealFramework.SOON).until(() -> gate.ids("web.twc"), ids::equals);
    }

    @Test
    void aLanguageThatGoesRemovesNothingAndChangesWaitForIt() {
        WatchFile before = active("web.twc", "/a date\n");

        registration.unregister();
        assertThat(gate.awaitState("web.twc", WAITING).problems().get(0)).contains(".twc");
        gate.write("web.twc", "/b date\n");
        gate.write("new.twc", "/c date\n");
        gate.awaitState("new.twc", WAITING);
        assertThat(gate.readings()).containsEntry("web.twc", before);

        registration = gate.register(language, "lines", "twc");
        gate.awaitState("new.twc", ACTIVE);
        await().atMost(RealFramework.SOON)
                .until(
                        () -> gate.readings()
                                .get("web.twc")
                                .watches()
                                .get(0)
                                .node()
                                .path(),
                        "/b"::equals);
    }

    @Test
    void aThirdLanguageNeedsOnlyItsService() {
        gate.write("web.yaml", "/a date\n");
        active("other.twc", "/b date\n");
        assertThat(gate.status("web.yaml")).isEmpty();

        gate.register(language, "yaml", "yaml");

        gate.awaitState("web.yaml", ACTIVE);
        assertThat(gate.ids("web.yaml")).containsExactly("web.yaml:web.yaml-1");
    }

    @Test
    void aLanguageThatHangsIsNamedAndOtherFilesGoOn() {
        gate.register(new LineLanguage(), "yaml", "yaml");
        gate.write("bad.twc", "hang\n");
        active("good.yaml", "/a date\n");

        assertThat(gate.awaitState("bad.twc", ERROR).problems().get(0))
                .contains("bad.twc", "lines", "has not read it within 1 s");
        active("good.twc", "/a date\n");

        language.hanging.countDown();
        gate.awaitState("bad.twc", ACTIVE);
    }

    @Test
    void aLanguageThatThrowsIsNamedWithWhatItThrew() {
        gate.write("bad.twc", "throw\n");

        assertThat(gate.awaitState("bad.twc", ERROR).problems().get(0)).contains("bad.twc", "lines", "boom");
    }

    @Test
    void aLanguageThatIsNotReadyIsAskedAgainAndWhatRanGoesOn() {
        WatchFile before = active("web.twc", "/a date\n");
        language.unready.set(Integer.MAX_VALUE);

        gate.write("web.twc", "/b date\nlater\n");
        assertThat(gate.awaitState("web.twc", WAITING).problems())
                .containsExactly("web.twc: waits for the language lines, which is not ready: the line is busy");
        assertThat(gate.readings()).containsEntry("web.twc", before);
        assertThat(gate.status("web.twc").orElseThrow().watches()).isEqualTo(1);
        int asked = language.read.get();
        await().atMost(RealFramework.SOON).until(() -> language.read.get() > asked + 1);

        language.unready.set(0);
        gate.awaitState("web.twc", ACTIVE);
        assertThat(gate.readings().get("web.twc").watches().get(0).node().path())
                .isEqualTo("/b");
    }

    @Test
    void aLanguageThatIsNotReadyIsWarnedOfOnceAFile() {
        List<LogRecord> logged = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger("twitcher");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                if (line.getMessage().contains("is busy")
                        || String.valueOf(Arrays.toString(line.getParameters())).contains("is busy")) {
                    logged.add(line);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            language.unready.set(3);
            gate.write("web.twc", "/b date\nlater\n");
            gate.awaitState("web.twc", ACTIVE);
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(logged).hasSize(1).allMatch(line -> line.getLevel() == Level.WARNING);
    }

    @Test
    void settingsAreCheckedAgainWhenTheirActionTypeArrives() {
        WatchFile unchecked = active("web.twc", "/a date\n");

        Dictionary<String, Object> name = new Hashtable<>();
        name.put("twitcher.action.type.name", "exec");
        ServiceRegistration<?> type = gate.context().registerService(ActionType.class, new WithoutSettings(), name);

        assertThat(gate.awaitState("web.twc", ERROR).problems().get(0)).startsWith("web.twc:1:1: action.command: ");
        assertThat(gate.readings()).containsEntry("web.twc", unchecked);
        type.unregister();
        gate.write("web.twc", "/b date\n");
        gate.awaitState("web.twc", ACTIVE);
    }

    private static final class WithoutSettings implements ActionType<WithoutSettings.None> {
        private record None() {}

        @Override
        public Class<None> settings() {
            return None.class;
        }

        @Override
        public Action create(None settings) {
            throw new IllegalArgumentException("never");
        }
    }

    @Test
    void hiddenFilesAndDroppingsOfEditorsAreIgnored() throws Exception {
        for (String name : List.of(".web.twc.swp", ".#web.twc", "web.twc~", "#web.twc#", "web.twc.dpkg-new", "4913")) {
            Files.writeString(folder.resolve(name), "/x date\n");
        }
        Files.createDirectories(folder.resolve(".git"));
        Files.writeString(folder.resolve(".git/web.twc"), "/x date\n");

        active("web.twc", "/a date\n");

        assertThat(gate.readings()).containsOnlyKeys("web.twc");
        assertThat(gate.files().list()).hasSize(2);
    }

    @Test
    void aDirectoryMovedInAndOutBringsAndTakesItsFiles(@TempDir Path elsewhere) throws Exception {
        Files.createDirectories(elsewhere.resolve("in/deep"));
        Files.writeString(elsewhere.resolve("in/deep/a.twc"), "/a date\n");

        Files.move(elsewhere.resolve("in"), folder.resolve("in"));
        gate.awaitState("in/deep/a.twc", ACTIVE);
        assertThat(gate.ids("in/deep/a.twc")).containsExactly("in/deep/a.twc:in/deep/a.twc-1");

        Files.move(folder.resolve("in"), elsewhere.resolve("in"));
        await().atMost(RealFramework.SOON).until(() -> gate.readings().isEmpty());
    }

    @Test
    void whenTheGateGoesItsReadingsVanishAndComeBackWithIt() throws BundleException {
        WatchFile before = active("web.twc", "/a date\n");
        gate.history.clear();

        gate.gate.stop();
        assertThat(gate.history).containsExactly("- web.twc 1");
        gate.gate.start();

        gate.awaitState("web.twc", ACTIVE);
        WatchFile after = gate.readings().get("web.twc");
        assertThat(after.watches()).isEqualTo(before.watches());
        assertThat(after.revision()).isGreaterThan(before.revision());
    }

    @Test
    void aFileDeletedWhileTheGateWasAwayHasItsWatchesRemovedWhenItIsBack() throws BundleException {
        active("web.twc", "/a date\n");
        gate.gate.stop();
        gate.delete("web.twc");
        gate.history.clear();

        gate.gate.start();

        await().atMost(RealFramework.SOON).until(() -> gate.history.size() == 2);
        assertThat(gate.history).containsExactly("+ web.twc 0", "- web.twc 0");
    }
}
