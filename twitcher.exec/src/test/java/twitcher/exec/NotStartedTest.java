package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import twitcher.api.Outcome;
import twitcher.api.Payload;
import twitcher.api.Surroundings;
import twitcher.api.action.RunningAction;

/** What cannot be started is told, in words that name it, and leaves nothing behind. */
@ParameterizedClass
@EnumSource(BackendKind.class)
class NotStartedTest {
    private final BackendKind kind;
    private Bed bed;

    @TempDir
    private Path folder;

    NotStartedTest(BackendKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void make() {
        bed = new Bed(kind);
    }

    @AfterEach
    void close() {
        assertThat(bed.files()).isEmpty();
        bed.close();
    }

    private String why(List<String> argv, Surroundings surroundings) {
        RunningAction.Ending ending = Bed.end(bed.start(argv, Payload.ofText("x"), surroundings));
        assertThat(ending.outcome()).isInstanceOf(Outcome.NotStarted.class);
        return Bed.why(ending);
    }

    private String why(String... argv) {
        return why(List.of(argv), Surroundings.DEFAULT);
    }

    private static Surroundings in(String cwd) {
        return new Surroundings(true, Optional.empty(), Optional.empty(), Map.of(), cwd, 022, Duration.ofSeconds(5));
    }

    private static Surroundings as(String user, String path) {
        return new Surroundings(
                true, Optional.of(user), Optional.empty(), Map.of("PATH", path), "/", 022, Duration.ofSeconds(5));
    }

    private Path file(String name, String text, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        return file;
    }

    @Test
    void aCommandThatIsNotFound() {
        assertThat(why("no-such-command")).contains("no-such-command: command not found");
    }

    @Test
    void aPathThatIsNotThere() {
        assertThat(why("/no/such/command")).isEqualTo("/no/such/command: no such file");
    }

    @Test
    void aFileThatIsNotExecutable() throws IOException {
        Path file = file("data", "#!/bin/sh\n", "rw-r--r--");
        assertThat(why(file.toString())).isEqualTo(file + ": not executable; chmod +x it");
    }

    @Test
    void aDirectory() {
        assertThat(why("/usr")).isEqualTo("/usr: is a directory, not a program");
    }

    @Test
    void aScriptWhoseInterpreterIsNotThere() throws IOException {
        Path file = file("script", "#!/no/such/interpreter -x\n", "rwxr-xr-x");
        assertThat(why(file.toString()))
                .isEqualTo(file + ": bad interpreter /no/such/interpreter, named in its first line");
    }

    @Test
    void aTextThatIsNoScript() throws IOException {
        Path file = file("text", "echo hello\n", "rwxr-xr-x");
        assertThat(why(file.toString())).contains(file.toString()).contains("a script begins with");
    }

    @Test
    void aWorkingDirectoryThatIsNotThereOrNone() throws IOException {
        assertThat(why(List.of("true"), in("/no/such/place"))).isEqualTo("cwd /no/such/place: no such directory");
        Path file = file("file", "", "rw-r--r--");
        assertThat(why(List.of("true"), in(file.toString()))).isEqualTo("cwd " + file + ": not a directory");
    }

    @Test
    void moreThanTheSystemTakes() {
        assertThat(why("/bin/true", "x".repeat(200_000))).contains("/bin/true").contains("list too long");
    }

    @Test
    void aProgramThatIsBeingWrittenIsOnlyPostponed() throws IOException {
        Path tool = Files.copy(Path.of("/bin/true"), folder.resolve("tool"));
        try (FileChannel writing = FileChannel.open(tool, StandardOpenOption.WRITE)) {
            assertThat(writing.isOpen()).isTrue();
            assertThat(Bed.end(bed.start(List.of(tool.toString()), Payload.EMPTY, Surroundings.DEFAULT))
                            .outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Postponed.class, p -> assertThat(p.why()).contains("Text file busy"));
        }
        assertThat(Bed.end(bed.start(List.of(tool.toString()), Payload.EMPTY, Surroundings.DEFAULT))
                        .outcome())
                .isEqualTo(new Outcome.Succeeded());
    }

    @Test
    void theCharacterNul() {
        assertThat(why("/bin/true", "a\0b")).contains("NUL");
    }

    @Test
    void aCommandThatAnotherUserMayNotExecute() throws IOException {
        assumeThat(Who.mayChangeIdentity()).isTrue();
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("rwx------"));
        Path tool = Files.copy(Path.of("/bin/true"), locked.resolve("tool"));
        assertThat(why(List.of(tool.toString()), as("nobody", "/usr/bin:/bin")))
                .contains(tool.toString())
                .contains("ermission denied");
        assertThat(why(List.of("tool"), as("nobody", locked + ":/bin"))).contains("tool");
    }

    @Test
    void aTextThatIsNoScriptForAnotherUser() throws IOException {
        assumeThat(Who.mayChangeIdentity()).isTrue();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path file = file("text", "echo hello\n", "rwxr-xr-x");
        assertThat(why(List.of(file.toString()), as("nobody", "/bin"))).contains("a script begins with");
    }

    @Test
    void aCommandThatEndsLikeAToolIsNotTakenForOne() {
        for (String command : List.of("exit 127", "echo 'sh: gone' >&2; exit 126", "echo 'chroot: gone' >&2; exit 1")) {
            assertThat(bed.run(command).outcome()).isInstanceOf(Outcome.Exited.class);
        }
        if (Who.mayChangeIdentity() && kind == BackendKind.NATIVE) {
            List<String> liar = List.of("/bin/sh", "-c", "echo 'chroot: gone' >&2; exit 125");
            assertThat(Bed.end(bed.start(liar, Payload.EMPTY, as("nobody", "/bin")))
                            .outcome())
                    .isEqualTo(new Outcome.Exited(125));
        }
    }
}
