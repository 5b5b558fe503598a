package twitcher.action.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import twitcher.api.Payload;

class TargetTest {
    private static final Attributes ANY = new Attributes(Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    Path home;

    private Path path;
    private Optional<Tmpfs> disk = Optional.empty();

    @AfterEach
    void unmount() throws Exception {
        if (disk.isPresent()) {
            disk.get().unmount();
        }
    }

    private Target target() {
        return target("conf");
    }

    private Target target(String name) {
        path = home.resolve(name);
        return Target.of(path, "abc");
    }

    private static void write(Target target, String text, Attributes attributes) throws IOException {
        target.draft(Target.Content.of(Payload.ofText(text)), attributes);
        target.commit(Optional.empty());
    }

    private static Attributes mode(String mode) {
        return new Attributes(Optional.of(PosixFilePermissions.fromString(mode)), Optional.empty(), Optional.empty());
    }

    private String list() throws IOException {
        try (Stream<Path> entries = Files.list(path.getParent())) {
            return entries.map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList()
                    .toString();
        }
    }

    private static String modeOf(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void aNewFileIsReadableByAll() throws IOException {
        write(target(), "one", ANY);

        assertThat(path).hasContent("one");
        assertThat(modeOf(path)).isEqualTo("rw-r--r--");
        assertThat(list()).isEqualTo("[conf]");
    }

    @Test
    void aFileIsReplacedAndKeepsItsMode() throws IOException {
        write(target(), "one", mode("rwxr-x---"));
        write(target(), "two", ANY);

        assertThat(path).hasContent("two");
        assertThat(modeOf(path)).isEqualTo("rwxr-x---");
    }

    @Test
    void whoHasTheOldFileOpenReadsTheOldBytes() throws IOException {
        write(target(), "one", ANY);
        try (var old = Files.newInputStream(path)) {
            write(target(), "two", ANY);
            assertThat(old.readAllBytes()).asString().isEqualTo("one");
        }
    }

    @Test
    void theDraftIsPrivateUntilItHasItsOwner() throws IOException {
        Target target = target();
        String[] seen = new String[1];
        target.draft(
                file -> {
                    seen[0] = modeOf(target.draft());
                    Target.Content.of(Payload.ofText("secret")).writeTo(file);
                },
                mode("rw-r-----"));

        assertThat(seen[0]).isEqualTo("rw-------");
        assertThat(modeOf(target.draft())).isEqualTo("rw-r-----");
        assertThat(path).doesNotExist();
    }

    @Test
    void ownerAndGroupAreSetAndKept() throws IOException {
        assumeTrue(ProcessHandle.current().info().user().filter("root"::equals).isPresent(), "only root may");
        var accounts = home.getFileSystem().getUserPrincipalLookupService();
        UserPrincipal owner = accounts.lookupPrincipalByName("12345");
        GroupPrincipal group = accounts.lookupPrincipalByGroupName("23456");
        Attributes theirs = new Attributes(Optional.empty(), Optional.of(owner), Optional.of(group));

        write(target(), "one", theirs);
        assertThat(target().is(Payload.ofText("one"), theirs)).isTrue();
        write(target(), "two", ANY);

        assertThat(Files.getAttribute(path, "unix:uid")).isEqualTo(12345);
        assertThat(Files.getAttribute(path, "unix:gid")).isEqualTo(23456);
    }

    @Test
    void sameMeansBytesAndAttributes() throws IOException {
        assertThat(target().is(Payload.ofText("one"), ANY)).isFalse();
        write(target(), "one", mode("rw-r-----"));

        assertThat(target().is(Payload.ofText("one"), ANY)).isTrue();
        assertThat(target().is(Payload.ofText("one"), mode("rw-r-----"))).isTrue();
        assertThat(target().is(Payload.ofText("one"), mode("rw-------"))).isFalse();
        assertThat(target().is(Payload.ofText("two"), ANY)).isFalse();
        assertThat(target().is(Payload.ofText("on"), ANY)).isFalse();
        assertThat(target().is(Payload.EMPTY, ANY)).isFalse();
    }

    @Test
    void aReaderNeverSeesHalf() throws Exception {
        Target target = target();
        String a = "a".repeat(100_000);
        String b = "b".repeat(200_000);
        write(target, a, ANY);
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            int reads = 0;
            while (!done.get() || reads == 0) {
                assertThat(read(path)).isIn(a, b);
                reads++;
            }
            return reads;
        });
        for (int i = 0; i < 50; i++) {
            write(target, i % 2 == 0 ? b : a, ANY);
        }
        done.set(true);
        assertThat(reader.get()).isPositive();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whatACrashLeftIsOverwritten() throws IOException {
        Target target = target();
        Files.writeString(target.draft(), "half of someth");
        write(target, "one", ANY);

        assertThat(path).hasContent("one");
        assertThat(list()).isEqualTo("[conf]");
    }

    @Test
    void aPlantedLinkIsNotFollowed() throws IOException {
        Target target = target();
        Path victim = Files.writeString(home.resolve("victim"), "mine");
        Files.createSymbolicLink(target.draft(), victim);
        write(target, "one", mode("rwxrwxrwx"));

        assertThat(victim).hasContent("mine");
        assertThat(modeOf(victim)).isEqualTo("rw-r--r--");
        assertThat(path).hasContent("one");
    }

    @Test
    void aSymbolicLinkIsRefused() throws IOException {
        Path real = Files.writeString(home.resolve("real"), "real");
        Files.createSymbolicLink(home.resolve("conf"), real);

        assertThatThrownBy(() -> write(target(), "one", ANY))
                .hasMessage("it is a symbolic link to " + real
                        + ", which would be replaced itself; name the file it leads to");
        assertThat(list()).isEqualTo("[conf, real]");
    }

    @Test
    void aFolderIsRefused() throws IOException {
        Files.createDirectory(home.resolve("conf"));
        assertThatThrownBy(() -> write(target(), "one", ANY)).hasMessage("it is a folder");
    }

    @Test
    void aMissingFolderIsNotMade() {
        assertThatThrownBy(() -> write(target("not/there"), "one", ANY))
                .hasMessage("the folder " + home.resolve("not") + " does not exist; create it");
    }

    @Test
    void aFileForAFolderIsRefused() throws IOException {
        Files.writeString(home.resolve("not"), "");
        assertThatThrownBy(() -> write(target("not/there"), "one", ANY))
                .hasMessage(home.resolve("not") + " is no folder");
    }

    @Test
    void theBackupIsTheFileBefore() throws IOException {
        Target backup = Target.of(home.resolve("old"), "abc");
        write(target(), "one", mode("rw-------"));
        for (String text : new String[] {"two", "three"}) {
            target().draft(Target.Content.of(Payload.ofText(text)), ANY);
            target().commit(Optional.of(backup));
        }

        assertThat(path).hasContent("three");
        assertThat(backup.path()).hasContent("two");
        assertThat(modeOf(backup.path())).isEqualTo("rw-------");
        assertThat(list()).isEqualTo("[conf, old]");
    }

    @Test
    void withoutABackupNothingIsReplaced() throws IOException {
        Target backup = Target.of(home.resolve("not/old"), "abc");
        write(target(), "one", ANY);
        target().draft(Target.Content.of(Payload.ofText("two")), ANY);

        assertThatThrownBy(() -> target().commit(Optional.of(backup)))
                .hasMessage("no backup at " + backup.path() + ": the folder " + home.resolve("not")
                        + " does not exist; create it");
        assertThat(path).hasContent("one");
    }

    @Test
    void aFileIsRemovedAndBackedUp() throws IOException {
        Target backup = Target.of(home.resolve("old"), "abc");
        write(target(), "one", ANY);
        target().remove(Optional.of(backup));

        assertThat(list()).isEqualTo("[old]");
        assertThat(backup.path()).hasContent("one");
    }

    @Test
    void aFullDiskKeepsTheOldFile() throws Exception {
        disk = Optional.of(Tmpfs.on(home.resolve("full"), 64));
        write(target("full/conf"), "one", ANY);

        assertThatThrownBy(() -> write(target("full/conf"), "x".repeat(100_000), ANY))
                .hasMessage("No space left on device");
        assertThat(path).hasContent("one");
        assertThat(list()).isEqualTo("[conf]");
    }

    @Test
    void aReadOnlyDiskIsSaidToBeOne() throws Exception {
        disk = Optional.of(Tmpfs.on(home.resolve("sealed"), 64));
        write(target("sealed/conf"), "one", ANY);
        disk.get().seal();

        assertThatThrownBy(() -> write(target("sealed/conf"), "two", ANY))
                .isInstanceOfSatisfying(
                        IOException.class, e -> assertThat(Reason.of(e)).isEqualTo("Read-only file system"));
        assertThat(path).hasContent("one");
    }

    @Test
    void theLongestNameHasRoomForADraft() throws IOException {
        Target target = target("ü".repeat(123) + ".conf.ext");
        write(target, "one", ANY);

        assertThat(path).hasContent("one");
        assertThat(target.draft().toString()).endsWith("ü.conf.ext");
    }
}
