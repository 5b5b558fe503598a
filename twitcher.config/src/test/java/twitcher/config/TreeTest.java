package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at real directories, and reads real files once. */
class TreeTest {
    private Path directory;
    private Path folder;
    private Events events;
    private Tree tree;

    @BeforeEach
    void folder(@TempDir Path directory) throws Exception {
        this.directory = directory.toRealPath();
        folder = Files.createDirectories(this.directory.resolve("folder"));
        Files.setAttribute(folder, "unix:mode", 0755);
        events = new Events(folder, () -> {});
        tree = new Tree(folder, folder.resolve("state"), Trust.ofUser(Places.ownUid()), events);
    }

    @AfterEach
    void end() {
        events.close();
    }

    private Path write(String file) throws Exception {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, file);
        Files.setAttribute(path, "unix:mode", 0644);
        return path;
    }

    private Snapshot look() {
        return tree.look(name -> name.endsWith(".json"));
    }

    @Test
    void filesAreFoundAtAnyDepthByTheirNameInTheFolder() throws Exception {
        write("a.json");
        write("deep/er/b.json");
        write("c.txt");
        write(".hidden.json");
        write(".hidden/d.json");

        assertThat(look().files()).containsOnlyKeys("a.json", "deep/er/b.json");
        assertThat(look().files().values()).allMatch(seen -> seen.refusal().isEmpty());
    }

    @Test
    void theDaemonsOwnDirectoryIsNotLookedInto() throws Exception {
        write("state/a.json");
        write("other/a.json");

        assertThat(look().files()).containsOnlyKeys("other/a.json");
    }

    @Test
    void aNameThatCannotBeLoggedIsTold() throws Exception {
        write("a\n.json");

        assertThat(look().files()).isEmpty();
        assertThat(look().troubles().get("a\\u000a.json")).contains("rename it");
    }

    @Test
    void twoLooksAtTheSameFilesAreEqual() throws Exception {
        write("a.json");
        write("deep/b.json");

        assertThat(look()).isEqualTo(look());
    }

    @Test
    void whatIsSeenOneByOneIsWhatALookSees() throws Exception {
        write("deep/er/b.json");
        Files.setAttribute(folder.resolve("deep"), "unix:mode", 0777);
        write("a.json");
        Files.createSymbolicLink(folder.resolve("link.json"), Path.of("a.json"));

        Snapshot now = look();
        for (String file : now.files().keySet()) {
            assertThat(tree.see(file)).isEqualTo(now.files().get(file));
        }
        assertThat(now.files().get("deep/er/b.json").refusal().orElseThrow())
                .startsWith(folder.resolve("deep") + ": can be written by others");
    }

    @Test
    void aDirectoryThatALinkLeadsBackToIsNotEnteredAgain() throws Exception {
        write("deep/a.json");
        Files.createSymbolicLink(folder.resolve("deep/up"), Path.of(".."));
        Files.createSymbolicLink(folder.resolve("self"), Path.of("."));

        assertThat(look().files()).containsOnlyKeys("deep/a.json");
    }

    @Test
    void aDirectoryLinkedFromInsideIsEnteredAndOneFromOutsideIsNot() throws Exception {
        Files.createDirectories(directory.resolve("outside"));
        Files.writeString(directory.resolve("outside/x.json"), "");
        write(".data/a.json");
        Files.createSymbolicLink(folder.resolve("in"), Path.of(".data"));
        Files.createSymbolicLink(folder.resolve("out"), directory.resolve("outside"));

        Snapshot now = look();
        assertThat(now.files()).containsOnlyKeys("in/a.json");
        assertThat(now.troubles().get("out")).contains("symbolic link out of the watched folder");
        assertThat(now.isUnknown("out/x.json")).isTrue();
        assertThat(now.isUnknown("in/a.json")).isFalse();
    }

    @Test
    void theWayToALinksTargetIsChecked() throws Exception {
        write(".data/a.json");
        Files.setAttribute(folder.resolve(".data"), "unix:mode", 0777);
        Files.createSymbolicLink(folder.resolve("a.json"), Path.of(".data/a.json"));

        assertThat(look().files().get("a.json").refusal().orElseThrow()).contains(".data: can be written by others");
    }

    @Test
    void aLinkThatLeadsNowhereIsRefusedAndSoIsWhatIsNoFile() throws Exception {
        Files.createSymbolicLink(folder.resolve("nowhere.json"), Path.of("gone"));
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe.json").toString())
                        .start()
                        .waitFor())
                .isZero();

        assertThat(look().files().get("nowhere.json").refusal().orElseThrow()).contains("leads nowhere");
        assertThat(look().files().get("pipe.json").refusal().orElseThrow()).contains("not a regular file");
    }

    @Test
    void aFolderThatIsNotThereIsGone() throws Exception {
        Files.delete(folder);
        assertThat(look().folder()).isEqualTo(new Snapshot.Folder.Gone("does not exist"));

        Files.createFile(folder);
        assertThat(look().folder()).isEqualTo(new Snapshot.Folder.Gone("is not a directory"));
    }

    @Test
    void theFolderMayItselfBeALink() throws Exception {
        write("a.json");
        Path link = Files.createSymbolicLink(directory.resolve("link"), folder);
        Tree through = new Tree(link, folder.resolve("state"), Trust.ofUser(Places.ownUid()), events);

        assertThat(through.look(name -> true).files().get("a.json").refusal()).isEmpty();
    }

    @Test
    void aFileIsReadAsItWasSeen() throws Exception {
        write("deep/a.json");
        Seen seen = look().files().get("deep/a.json");

        ReadOnce.Text text = new ReadOnce(tree).text("deep/a.json", seen, 100);

        assertThat(new String(text.bytes(), StandardCharsets.UTF_8)).isEqualTo("deep/a.json");
        assertThat(text.result()).isInstanceOf(ReadOnce.Result.Read.class);
    }

    @Test
    void aFileThatChangesWhileItIsReadIsNotRead() throws Exception {
        Path path = write("a.json");
        Seen seen = look().files().get("a.json");

        ReadOnce.Result result = new ReadOnce(tree).copy("a.json", seen, after(() -> Files.writeString(path, "other")));

        assertThat(result).isEqualTo(new ReadOnce.Result.Moved());
    }

    @Test
    void aDirectoryOpenedToOthersWhileAFileInItIsReadIsNoticed() throws Exception {
        write("deep/a.json");
        Seen seen = look().files().get("deep/a.json");

        ReadOnce.Result result = new ReadOnce(tree)
                .copy("deep/a.json", seen, after(() -> Files.setAttribute(folder.resolve("deep"), "unix:mode", 0777)));

        assertThat(result).isEqualTo(new ReadOnce.Result.Moved());
    }

    @Test
    void aFileReplacedSinceItWasSeenIsNotRead() throws Exception {
        write("a.json");
        Seen seen = look().files().get("a.json");
        Files.delete(folder.resolve("a.json"));
        write("a.json");

        assertThat(new ReadOnce(tree).text("a.json", seen, 100).result()).isEqualTo(new ReadOnce.Result.Moved());
    }

    @Test
    void aTextThatIsTooLongIsToldByItsLength() throws Exception {
        write("a.json");

        assertThat(new ReadOnce(tree)
                        .text("a.json", look().files().get("a.json"), 3)
                        .result())
                .isEqualTo(new ReadOnce.Result.Unreadable("is too long: 6 bytes, may have 3"));
    }

    @Test
    void whatIsNotThereCannotBeSeen() {
        assertThatThrownBy(() -> tree.see("gone.json")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void theFolderReplacedByAnotherIsAnotherEpoch() throws Exception {
        Snapshot.Folder before = look().folder();
        assertThat(look().folder()).isEqualTo(before);
        Files.move(folder, directory.resolve("away"));
        Files.createDirectory(folder);

        assertThat(look().folder()).isNotEqualTo(before);
    }

    private interface Deed {
        void run() throws Exception;
    }

    /** A stream that does something as soon as it was written to. */
    private static OutputStream after(Deed deed) {
        return new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                try {
                    deed.run();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
