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
        "run id --data @f, 3:f=file"
    })
    void filesAreFoundWhereTheyAreNamed(String line, String expected) throws StartFailure {
        assertThat(describe(line)).isEqualTo(expected);
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

    private String describe(String line) throws StartFailure {
        ByteArrayInputStream stdin = new ByteArrayInputStream("stdin".getBytes(StandardCharsets.UTF_8));
        return String.join(
                " ",
                new Attachments(cwd, stdin)
                        .of(List.of(line.split(" "))).stream()
                                .map(a -> a.argument() + ":" + a.name() + "="
                                        + new String(a.content(), StandardCharsets.UTF_8))
                                .toList());
    }
}
