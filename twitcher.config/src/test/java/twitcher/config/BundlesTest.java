package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static twitcher.api.admin.FileStatus.State.ACTIVE;
import static twitcher.api.admin.FileStatus.State.ERROR;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import twitcher.api.admin.Guests;
import twitcher.config.fixture.Announcing;
import twitcher.config.fixture.Hanging;
import twitcher.config.fixture.Throwing;

@Timeout(90)
class BundlesTest {
    private final CountDownLatch hang = new CountDownLatch(1);
    private RealFramework gate;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        System.getProperties().put(Hanging.class.getName(), hang);
        Path folder = Files.createDirectories(directory.resolve("folder"));
        Files.writeString(folder.resolve("twitcher.config.cfg"), "bundleTimeoutS=1\n");
        gate = new RealFramework(folder, directory.resolve("state"));
        gate.awaitState("twitcher.config.cfg", ACTIVE);
    }

    @AfterEach
    void stop() {
        hang.countDown();
        gate.close();
        System.getProperties().remove(Hanging.class.getName());
    }

    private static BundleFile announcing(String version, String words) {
        return BundleFile.named("guest", version).activator(Announcing.class).header("Announces", words);
    }

    private String problem(String file) {
        return gate.awaitState(file, ERROR).problems().get(0);
    }

    @Test
    void aDroppedBundleIsStartedUpdatedAndUninstalled() {
        gate.write("guest.jar", announcing("1.0.0", "one").bytes());
        gate.awaitAnnounced("one");

        gate.write("guest.jar", announcing("1.0.1", "two").bytes());
        gate.awaitAnnounced("two");

        gate.delete("guest.jar");
        gate.awaitAnnounced();
        await().atMost(RealFramework.SOON).until(() -> gate.status("guest.jar").isEmpty());
        assertThat(gate.context().getBundle("twitcher:guest.jar")).isNull();
    }

    @Test
    void aMovedBundleIsTheSameBundleElsewhere() throws Exception {
        gate.write("guest.jar", announcing("1.0.0", "one").bytes());
        gate.awaitAnnounced("one");

        Files.createDirectories(gate.folder.resolve("lib"));
        Files.move(gate.folder.resolve("guest.jar"), gate.folder.resolve("lib/guest.jar"));

        gate.awaitState("lib/guest.jar", ACTIVE);
        assertThat(gate.announced()).containsExactly("one");
        assertThat(gate.status("guest.jar")).isEmpty();
    }

    @Test
    void aBrokenUpdateLeavesTheGoodBundleRunning() {
        gate.write("guest.jar", announcing("1.0.0", "one").bytes());
        gate.awaitAnnounced("one");

        byte[] next = announcing("1.0.1", "two").bytes();
        gate.write("guest.jar", Arrays.copyOf(next, next.length / 2));

        assertThat(problem("guest.jar")).contains("guest.jar", "is not a whole jar");
        assertThat(gate.announced()).containsExactly("one");

        gate.write("guest.jar", next);
        gate.awaitAnnounced("two");
    }

    @Test
    void aJarThatIsNoBundleIsRefusedWithTheReason() {
        gate.write("plain.jar", BundleFile.plain().bytes());

        assertThat(problem("plain.jar")).contains("plain.jar", "no Bundle-SymbolicName");
    }

    @Test
    void aBundleThatLacksAPackageSaysWhichAndStartsWhenItArrives() {
        gate.write(
                "guest.jar",
                announcing("1.0.0", "one")
                        .header("Import-Package", "org.osgi.framework,far.away;version=\"[2,3)\"")
                        .bytes());
        assertThat(problem("guest.jar")).contains("package far.away >= 2.0.0 < 3.0.0", "which no bundle offers");

        gate.write(
                "far.jar",
                BundleFile.named("far", "1")
                        .header("Export-Package", "far.away;version=2.1")
                        .bytes());

        gate.awaitAnnounced("one");
        gate.awaitState("guest.jar", ACTIVE);
    }

    @Test
    void theSameBundleTwiceIsRefusedUntilTheFirstIsGone() {
        gate.write("a.jar", announcing("1.0.0", "one").bytes());
        gate.awaitState("a.jar", ACTIVE);
        gate.write("b.jar", announcing("1.0.0", "one").bytes());
        assertThat(problem("b.jar")).contains("installed already");

        gate.delete("a.jar");

        gate.awaitState("b.jar", ACTIVE);
        assertThat(gate.announced()).containsExactly("one");
    }

    @Test
    void anActivatorThatThrowsIsNamedWithWhatItThrew() {
        gate.write(
                "guest.jar",
                BundleFile.named("guest", "1").activator(Throwing.class).bytes());

        assertThat(problem("guest.jar")).contains("does not start", "no database");
    }

    @Test
    void anActivatorThatHangsIsLeftAloneAndOthersGoOn() {
        gate.write(
                "hanging.jar",
                BundleFile.named("hanging", "1").activator(Hanging.class).bytes());
        assertThat(problem("hanging.jar")).contains("has not returned from starting or stopping within 1 s");

        gate.write("guest.jar", announcing("1.0.0", "one").bytes());
        gate.awaitAnnounced("one");

        hang.countDown();
        gate.awaitState("hanging.jar", ACTIVE);
    }

    @Test
    void aBundleThatHangsAndIsRemovedGoesWhenItReturns() {
        gate.write(
                "hanging.jar",
                BundleFile.named("hanging", "1").activator(Hanging.class).bytes());
        problem("hanging.jar");
        gate.delete("hanging.jar");
        await().atMost(RealFramework.SOON).until(() -> problem("hanging.jar").contains("is removed"));

        hang.countDown();

        await().atMost(RealFramework.SOON)
                .until(() -> gate.status("hanging.jar").isEmpty());
        assertThat(gate.context().getBundle("twitcher:hanging.jar")).isNull();
    }

    @Test
    void bundlesStayWhenTheGateIsRestartedAndAreNotInstalledAgain() throws BundleException {
        gate.write("guest.jar", announcing("1.0.0", "one").bytes());
        gate.awaitAnnounced("one");
        Bundle guest = gate.context().getBundle("twitcher:guest.jar");
        long modified = guest.getLastModified();

        gate.gate.stop();
        assertThat(gate.announced()).containsExactly("one");
        gate.gate.start();

        gate.awaitState("guest.jar", ACTIVE);
        assertThat(gate.context().getBundle("twitcher:guest.jar")).isSameAs(guest);
        assertThat(guest.getLastModified()).isEqualTo(modified);
    }

    @Test
    void aBundleDeletedWhileTheGateWasAwayIsUninstalledWhenItIsBack() throws BundleException {
        gate.write("guest.jar", announcing("1.0.0", "one").bytes());
        gate.awaitAnnounced("one");

        gate.gate.stop();
        gate.delete("guest.jar");
        gate.gate.start();

        gate.awaitAnnounced();
        assertThat(gate.context().getBundle("twitcher:guest.jar")).isNull();
    }

    @Test
    void bundlesOfOthersAreNeverTouched() throws Exception {
        byte[] bytes = announcing("1.0.0", "one").bytes();
        Bundle other = gate.context().installBundle("elsewhere:guest", new java.io.ByteArrayInputStream(bytes));
        gate.write("guest.jar", bytes);
        problem("guest.jar");

        gate.delete("guest.jar");

        await().atMost(RealFramework.SOON).until(() -> gate.status("guest.jar").isEmpty());
        assertThat(other.getState()).isNotEqualTo(Bundle.UNINSTALLED);
    }

    @Test
    void aFragmentIsAttachedToAHostFromTheFolder() {
        gate.write("host.jar", announcing("1.0.0", "one").bytes());
        gate.awaitAnnounced("one");

        gate.write(
                "fragment.jar",
                BundleFile.named("piece", "1").header("Fragment-Host", "guest").bytes());

        gate.awaitState("fragment.jar", ACTIVE);
        gate.awaitAnnounced("one");
    }

    @Test
    void anUpdateThatDoesNotStartGivesWayToTheBundleBefore() {
        gate.write("guest.jar", announcing("1.0.0", "one").bytes());
        gate.awaitAnnounced("one");

        gate.write(
                "guest.jar",
                BundleFile.named("guest", "1.0.1").activator(Throwing.class).bytes());
        assertThat(problem("guest.jar"))
                .contains("guest 1.0.1 does not start", "no database", "the one before runs again: guest 1.0.0");
        gate.awaitAnnounced("one");

        gate.write("guest.jar", announcing("1.0.2", "two").bytes());
        gate.awaitAnnounced("two");
        gate.awaitState("guest.jar", ACTIVE);
    }

    @Test
    void anUpdateThatLacksSomethingIsTakenWhenThatArrives() {
        gate.write("guest.jar", announcing("1.0.0", "one").bytes());
        gate.awaitAnnounced("one");

        gate.write(
                "guest.jar",
                announcing("1.0.1", "two")
                        .header("Import-Package", "org.osgi.framework,far.away")
                        .bytes());
        assertThat(problem("guest.jar")).contains("package far.away", "the one before runs again: guest 1.0.0");
        gate.awaitAnnounced("one");

        gate.write(
                "far.jar",
                BundleFile.named("far", "1")
                        .header("Export-Package", "far.away")
                        .bytes());
        gate.awaitAnnounced("two");
        gate.awaitState("guest.jar", ACTIVE);
    }

    @Test
    void aBundleIsStoppedWhenItsRunsHaveEnded() {
        CompletableFuture<Integer> ended = new CompletableFuture<>();
        List<String> asked = new CopyOnWriteArrayList<>();
        gate.context().registerService(Guests.class, new Runs(ended, asked), null);
        gate.write("guest.jar", announcing("1.0.0", "one").bytes());
        gate.awaitAnnounced("one");

        gate.write("guest.jar", announcing("1.0.1", "two").bytes());
        long id = gate.context().getBundle("twitcher:guest.jar").getBundleId();
        await().atMost(RealFramework.SOON).until(() -> asked.contains("drain " + id));
        assertThat(gate.announced()).containsExactly("one");
        gate.write("other.jar", BundleFile.named("other", "1").bytes());
        gate.awaitState("other.jar", ACTIVE);

        ended.complete(0);
        gate.awaitAnnounced("two");
        await().atMost(RealFramework.SOON).until(() -> asked.equals(List.of("drain " + id, "release " + id)));
    }

    private record Runs(CompletableFuture<Integer> ended, List<String> asked) implements Guests {
        @Override
        public List<Leftover> leftovers() {
            return List.of();
        }

        @Override
        public CompletionStage<Integer> drain(long bundleId, Duration patience) {
            asked.add("drain " + bundleId);
            return ended;
        }

        @Override
        public void release(long bundleId) {
            asked.add("release " + bundleId);
        }
    }
}
