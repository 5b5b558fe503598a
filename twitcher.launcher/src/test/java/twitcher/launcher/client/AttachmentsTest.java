package twitcher.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import twitcher.launcher.StartFailure;

class AttachmentsTest {
    @TempDir
    Path cwd;

    @BeforeEach
    void makeFiles() throws IOException {
        Files.writeString(cwd.resolve("f"), "file");
        Files.writeString(cwd.resolve("g.json"), "json");
    }

    @ParameterizedTest
    @CsvSource({
        "zk set /a @f, 3:f=file",
        "zk set /a @-, 3:-=stdin",
        "zk set /a @@f, ''",
        "zk set /a @, ''",
        "zk set /a f, ''",
        "zk set /a -, ''",
        "lint f g.json, 1:f=file 2:g.json=json",
        "lint -o json f, 3:f=file",
        "twitcher:plan f, 1:f=file",
        "twitcher lint f -, 2:f=file 3:-=stdin",
        "plan @f, 1:f=file",
        "run id --data @f, 3:f=file",
        "lint --as name f, 3:f=file",
        "plan f --as name, 1:f=file",
        "lint --output json f, 3:f=file"
    })
    void filesAreFoundWhereTheyAreNamed(String line, String expected) throws StartFailure {
        assertThat(describe(line)).isEqualTo(expected);
    }

    @Test
    @Timeout(60)
    void aPipeIsRefusedAtOnceWhateverItsName() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", cwd.resolve("pipe.json").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThatThrownBy(() -> describe("lint f pipe.json"))
                .isInstanceOf(StartFailure.class)
                .hasMessage(
                        "pipe.json: is not a regular file; name a file, or '-' and give the text on standard input");
        assertThatThrownBy(() -> describe("plan /dev/null")).hasMessageContaining("is not a regular file");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> describe("zk set /a @missing"))
                .isInstanceOf(StartFailure.class)
                .hasMessage("missing: cannot be read: no such file or directory");
        assertThatThrownBy(() -> describe("lint .")).hasMessageContaining("is a directory");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(cwd.resolve("huge").toFile(), "rw")) {
            file.setLength(Attachments.LARGEST + 1L);
        }

        assertThatThrownBy(() -> describe("zk set /a @huge"))
                .isInstanceOf(StartFailure.class)
                .hasMessage("huge: larger than 16777216 bytes");
    }

    @Test
    void modulesBesideAConfigAreSentAlong() throws Exception {
        Files.writeString(cwd.resolve("a.twc"), "config");
        Files.writeString(cwd.resolve("m.py"), "module");
        Files.writeString(cwd.resolve(".hidden.py"), "hidden");
        Files.createDirectories(cwd.resolve("package/inner"));
        Files.writeString(cwd.resolve("package/__init__.py"), "");
        Files.writeString(cwd.resolve("package/n.py"), "n");
        Files.writeString(cwd.resolve("package/inner/no.py"), "of no package");
        Files.createSymbolicLink(cwd.resolve("package/circle"), cwd.resolve("package"));

        assertThat(describe("lint a.twc g.json"))
                .isEqualTo("1:a.twc=config 1:m.py=module 1:package/__init__.py= 1:package/n.py=n 2:g.json=json");
        assertThat(attachments("lint a.twc"))
                .extracting(a -> a.origin().beside())
                .containsExactly(false, true, true, true);
        assertThat(describe("zk set /a @a.twc")).isEqualTo("3:a.twc=config");
    }

    @Test
    void theWayToAFileIsTold() throws Exception {
        Path real = Files.createDirectories(cwd.resolve("real"));
        Files.writeString(real.resolve("x.json"), "x");
        Files.createSymbolicLink(cwd.resolve("link"), Path.of("real"));

        Origin origin = attachments("lint link/../link/x.json").get(0).origin();

        assertThat(origin.path()).isEqualTo(real.toRealPath().resolve("x.json").toString());
        assertThat(origin.way().get(0).path()).isEqualTo("/");
        assertThat(origin.way())
                .extracting(Origin.Step::path)
                .endsWith(
                        cwd + "/link",
                        cwd + "/real",
                        cwd.toString(),
                        cwd + "/link",
                        cwd + "/real",
                        cwd + "/real/x.json");
        assertThat(origin.way()).allMatch(step -> step.owner() >= 0 && step.mode() != 0);
    }

    @Test
    void standardInputAndPipesAreFromNowhere() throws Exception {
        assertThat(attachments("lint -").get(0).origin()).isEqualTo(Origin.UNKNOWN);
        assertThat(attachments("zk set /a @f").get(0).origin()).isEqualTo(Origin.UNKNOWN);
    }

    private List<Attachment> attachments(String line) throws StartFailure {
        ByteArrayInputStream stdin = new ByteArrayInputStream("stdin".getBytes(StandardCharsets.UTF_8));
        return new Attachments(cwd, stdin).of(List.of(line.split(" ")));
    }

    private String describe(String line) throws StartFailure {
        return String.join(
                " ",
                attachments(line).stream()
                        .map(a -> a.argument() + ":" + a.name() + "=" + new String(a.content(), StandardCharsets.UTF_8))
                        .toList());
    }
}
