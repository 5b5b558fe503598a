package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules on real files. What needs other owners is skipped unless the tests run as root. */
class TrustTest {
    private static final int NOBODY = 65534;

    private final int self = Places.ownUid();
    private final Trust trust = Trust.ofUser(self);
    private Path folder;

    @BeforeEach
    void folder(@TempDir Path directory) throws Exception {
        folder = Files.createDirectories(directory.resolve("etc/twitcher"));
        mode(0755, directory, directory.resolve("etc"), folder);
    }

    private static void mode(int mode, Path... paths) throws Exception {
        for (Path path : paths) {
            Files.setAttribute(path, "unix:mode", mode);
        }
    }

    private static void own(Path path, int uid) throws Exception {
        assumeTrue(Places.ownUid() == 0, "only root gives files away");
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
    }

    private static Mark mark(int owner, int mode) {
        return new Mark(1, 2, 3, FileTime.fromMillis(0), FileTime.fromMillis(0), owner, mode);
    }

    private Optional<String> file(int owner, int mode) {
        return trust.file(Path.of("/x"), mark(owner, 0100000 | mode));
    }

    @Test
    void aFileOfOneselfOrOfRootThatNobodyElseWritesIsTrusted() {
        assertThat(file(self, 0644)).isEmpty();
        assertThat(file(0, 0600)).isEmpty();
        assertThat(file(self, 0755)).isEmpty();
    }

    @Test
    void aFileOfAnotherIsRefusedWithItsOwner() {
        assertThat(file(1234, 0644).orElseThrow()).startsWith("/x: belongs to uid 1234, must belong to ");
    }

    @Test
    void aFileThatGroupOrOthersWriteIsRefusedWithItsMode() {
        assertThat(file(self, 0664).orElseThrow())
                .startsWith("/x: can be written by its group (mode 0664); chmod go-w");
        assertThat(file(self, 0646).orElseThrow()).startsWith("/x: can be written by others (mode 0646); chmod go-w");
    }

    @Test
    void aDaemonOfRootDoesNotTrustAUserAndAUsersDaemonTrustsRoot() {
        assertThat(Trust.ofUser(0).file(Path.of("/x"), mark(1000, 0100644)).orElseThrow())
                .contains("must belong to root");
        assertThat(Trust.ofUser(1000).file(Path.of("/x"), mark(0, 0100644))).isEmpty();
        assertThat(Trust.ofUser(1000).file(Path.of("/x"), mark(1000, 0100644))).isEmpty();
        assertThat(Trust.ofUser(1000).file(Path.of("/x"), mark(1001, 0100644)).orElseThrow())
                .contains("must belong to uid 1000 or root");
    }

    @Test
    void withoutRulesEverythingIsTrusted() throws Exception {
        mode(0777, folder);

        assertThat(Trust.ofAnybody().file(Path.of("/x"), mark(1234, 0100666))).isEmpty();
        assertThat(Trust.ofAnybody().way(folder)).isEmpty();
        assertThat(Trust.ofAnybody().link(Path.of("/a/b"), Path.of("/c"), Path.of("/a")))
                .isEmpty();
    }

    @Test
    void theWayIsSafeThroughAStickyDirectoryButNotThroughAnOpenOne() throws Exception {
        assertThat(trust.way(folder)).isEmpty();

        mode(01777, folder.getParent());
        assertThat(trust.way(folder)).isEmpty();

        mode(0777, folder.getParent());
        assertThat(trust.way(folder).orElseThrow()).startsWith(folder.getParent() + ": can be written by others");
    }

    @Test
    void theFolderItselfIsNotSafeForBeingSticky() throws Exception {
        mode(01777, folder);

        assertThat(trust.way(folder).orElseThrow()).startsWith(folder + ": can be written by others");
    }

    @Test
    void aDirectoryOfAnotherOnTheWaySpoilsIt() throws Exception {
        own(folder.getParent(), NOBODY);

        assertThat(trust.way(folder).orElseThrow()).startsWith(folder.getParent() + ": belongs to uid " + NOBODY);
    }

    @Test
    void aLinkOnTheWayIsFollowedAndItsTargetsWayChecked() throws Exception {
        Path link = Files.createSymbolicLink(folder.getParent().resolve("link"), Path.of("../etc/./twitcher"));
        assertThat(trust.way(link)).isEmpty();

        mode(0775, folder);
        assertThat(trust.way(link).orElseThrow()).contains("can be written by its group");
    }

    @Test
    void aLinkOfAnotherOnTheWaySpoilsIt() throws Exception {
        Path link = Files.createSymbolicLink(folder.getParent().resolve("link"), folder);
        own(link, NOBODY);

        assertThat(trust.way(link).orElseThrow()).startsWith(link + ": belongs to uid " + NOBODY);
    }

    @Test
    void linksInACircleEnd() throws Exception {
        Path one = folder.resolve("one");
        Files.createSymbolicLink(folder.resolve("two"), one);
        Files.createSymbolicLink(one, folder.resolve("two"));

        assertThat(trust.way(one).orElseThrow()).contains("circle");
    }
}
