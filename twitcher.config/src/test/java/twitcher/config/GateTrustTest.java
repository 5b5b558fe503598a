package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static twitcher.api.admin.FileStatus.State.ACTIVE;
import static twitcher.api.admin.FileStatus.State.ERROR;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import twitcher.api.admin.ConfigFiles.Accept;
import twitcher.config.fixture.Announcing;

/** What the gate does not trust. */
@Timeout(240)
class GateTrustTest extends GateBed {
    @Test
    void aFileThatOthersCanWriteIsRefusedUntilTheyCannot() throws Exception {
        Files.writeString(folder.resolve("web.twc"), "/a date\n");
        chmod(folder.resolve("web.twc"), "rw-rw-r--");
        assertThat(gate.awaitState("web.twc", ERROR).problems().get(0))
                .contains(
                        "not loaded", folder.resolve("web.twc").toString(), "can be written by its group (mode 0664)");
        assertThat(language.read.get()).isZero();

        chmod(folder.resolve("web.twc"), "rw-r--r--");

        gate.awaitState("web.twc", ACTIVE);
    }

    @Test
    void aDirectoryThatOthersCanWriteSpoilsWhatIsInIt() throws Exception {
        Path open = Files.createDirectories(folder.resolve("open"));
        chmod(open, "rwxrwxrwx");
        Files.writeString(open.resolve("web.twc"), "/a date\n");
        gate.write("good.twc", "/a date\n");

        assertThat(gate.awaitState("open/web.twc", ERROR).problems().get(0))
                .contains(open + ": can be written by others");
        gate.awaitState("good.twc", ACTIVE);

        chmod(open, "rwxr-xr-x");
        gate.files().rescan(Accept.KEEP_GUARD);
        gate.awaitState("open/web.twc", ACTIVE);
    }

    @Test
    void aFileThatBecomesUntrustedKeepsItsLastGoodReading() throws Exception {
        gate.write("web.twc", "/a date\n");
        gate.awaitState("web.twc", ACTIVE);

        chmod(folder.resolve("web.twc"), "rw-rw-rw-");

        gate.awaitState("web.twc", ERROR);
        assertThat(gate.ids("web.twc")).hasSize(1);
    }

    @Test
    void bundlesAndConfigurationsAreHeldToTheSameRules() throws Exception {
        Files.write(
                folder.resolve("guest.jar"),
                BundleFile.named("guest", "1")
                        .activator(Announcing.class)
                        .header("Announces", "one")
                        .bytes());
        chmod(folder.resolve("guest.jar"), "rw-rw-rw-");
        Files.writeString(folder.resolve("some.pid.cfg"), "a=b\n");
        chmod(folder.resolve("some.pid.cfg"), "rw-rw-rw-");

        gate.awaitState("guest.jar", ERROR);
        gate.awaitState("some.pid.cfg", ERROR);
        assertThat(gate.announced()).isEmpty();
    }

    @Test
    void aLinkOutOfTheFolderIsRefusedAndOneInsideIsFollowed() throws Exception {
        Path outside = Files.writeString(directory.resolve("outside.twc"), "/a date\n");
        Files.createSymbolicLink(folder.resolve("out.twc"), outside);
        gate.write(".data/in.twc", "/a date\n");
        Files.createSymbolicLink(folder.resolve("in.twc"), Path.of(".data/in.twc"));

        assertThat(gate.awaitState("out.twc", ERROR).problems().get(0)).contains("symbolic link", outside.toString());
        gate.awaitState("in.twc", ACTIVE);
    }

    private void chmod(Path path, String mode) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }
}
