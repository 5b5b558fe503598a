package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static twitcher.api.admin.FileStatus.State.ACTIVE;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.admin.ConfigFiles.Accept;

/** A folder that vanishes, comes, or is emptied. */
@Timeout(240)
class GateFolderTest extends GateBed {
    @Test
    void deletingEveryFileIsNeverHeld() {
        gate.write("a.twc", "/a date\n");
        gate.write("b.twc", "/b date\n");
        gate.awaitState("a.twc", ACTIVE);
        gate.awaitState("b.twc", ACTIVE);

        gate.delete("a.twc");
        gate.delete("b.twc");

        await().atMost(RealFramework.SOON).until(() -> gate.readings().isEmpty());
        assertThat(gate.files().folder().held()).isEmpty();
    }

    @Test
    void aFolderThatVanishesHoldsItsWatchesUntilItIsBack() throws Exception {
        gate.write("web.twc", "/a date\n");
        gate.awaitState("web.twc", ACTIVE);

        Files.move(folder, directory.resolve("away"));
        String held = gate.files().rescan(Accept.KEEP_GUARD);

        assertThat(held).contains("HELD", "does not exist");
        assertThat(gate.files().folder().held()).contains("does not exist");
        assertThat(gate.readings().get("web.twc").held()).isTrue();
        assertThat(gate.ids("web.twc")).hasSize(1);

        Files.move(directory.resolve("away"), folder);
        gate.files().rescan(Accept.KEEP_GUARD);
        assertThat(gate.files().folder().held()).isEmpty();
        assertThat(gate.readings().get("web.twc").held()).isFalse();
    }

    @Test
    void aLostFolderCanBeAcceptedAsItIs() throws Exception {
        gate.write("web.twc", "/a date\n");
        gate.awaitState("web.twc", ACTIVE);
        Files.move(folder, directory.resolve("away"));
        Files.createDirectory(folder);
        assertThat(gate.files().rescan(Accept.KEEP_GUARD)).contains("HELD", "suddenly empty");

        gate.files().rescan(Accept.ACCEPT_FOLDER);

        assertThat(gate.readings()).isEmpty();
        assertThat(gate.files().folder().held()).isEmpty();
    }

    @Test
    void aMissingFolderCanBeAcceptedToo() throws Exception {
        gate.write("web.twc", "/a date\n");
        gate.awaitState("web.twc", ACTIVE);
        Files.move(folder, directory.resolve("away"));
        gate.files().rescan(Accept.KEEP_GUARD);
        assertThat(gate.ids("web.twc")).hasSize(1);

        gate.files().rescan(Accept.ACCEPT_FOLDER);

        assertThat(gate.readings()).isEmpty();
    }

    @Test
    void aFolderThatIsCreatedLaterIsFound(@TempDir Path other) throws Exception {
        gate.close();
        folder = other.resolve("later");
        gate = new RealFramework(folder, directory.resolve("state"));
        gate.register(language, "lines", "twc");
        assertThat(gate.files().folder().path()).isEqualTo(folder.toString());
        await().atMost(RealFramework.SOON)
                .until(() -> gate.files().folder().held().isPresent());

        Files.createDirectory(folder);
        gate.write("web.twc", "/a date\n");

        gate.awaitState("web.twc", ACTIVE);
        assertThat(gate.files().folder().held()).isEmpty();
    }
}
