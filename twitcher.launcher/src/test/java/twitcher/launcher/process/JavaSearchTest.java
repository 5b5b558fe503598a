package twitcher.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the script finds Java, with a PATH that has nothing else but what the script itself needs. */
@Timeout(120)
class JavaSearchTest {
    private static final Path REAL_HOME = Path.of(System.getProperty("java.home"));

    @TempDir
    Path folder;

    private Path script;
    private Path tools;

    @BeforeEach
    void prepare() throws IOException {
        script = Distribution.create(folder.resolve("twitcher")).script();
        tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("readlink", "sed", "head", "ls", "cksum")) {
            forward(tool, which(tool));
        }
    }

    @Test
    void withoutAnyJavaItSaysWhatIsMissing() throws Exception {
        try (Program program = version("")) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.stderr())
                    .startsWith(
                            "twitcher: needs Java 17 or newer; JAVA_HOME is not set, and there is no java in PATH.");
        }
    }

    @Test
    void aJavaHomeWithoutJavaIsNamed() throws Exception {
        try (Program program = version("/nonexistent")) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.stderr()).contains("; there is no /nonexistent/bin/java.");
        }
    }

    @Test
    void aJavaThatIsTooOldIsNamedWithItsVersion() throws Exception {
        for (String old : List.of("11.0.2", "1.8.0_292", "16-ea")) {
            Path home = fakeJava(old);
            try (Program program = version(home.toString())) {
                assertThat(program.exitCode()).isEqualTo(1);
                assertThat(program.stderr())
                        .matches("twitcher: needs Java 17 or newer; .*/bin/java is version \\d+\\..*\n");
            }
        }
    }

    @Test
    void anOldJavaHomeIsPassedOverForANewerOneInThePath() throws Exception {
        forward("java", REAL_HOME.resolve("bin/java"));

        try (Program program = version(fakeJava("11").toString())) {
            assertThat(program.exitCode()).as(program.stderr()).isZero();
            assertThat(program.stdout()).isEqualTo("twitcher 1.2.3-test\n");
        }
    }

    @Test
    void javaHomeIsEnough() throws Exception {
        try (Program program = version(REAL_HOME.toString())) {
            assertThat(program.exitCode()).as(program.stderr()).isZero();
        }
    }

    @Test
    void theScriptMayBeReachedByALink() throws Exception {
        script = Files.createSymbolicLink(folder.resolve("link"), script);

        try (Program program = version(REAL_HOME.toString())) {
            assertThat(program.exitCode()).as(program.stderr()).isZero();
        }
    }

    @Test
    void anIncompleteDistributionIsSaid() throws Exception {
        script = Files.copy(
                script, Files.createDirectories(folder.resolve("other/bin")).resolve("twitcher"));

        try (Program program = version(REAL_HOME.toString())) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.stderr()).contains("no jars in " + folder.resolve("other/lib"));
        }
    }

    private Program version(String javaHome) throws IOException {
        return Program.start(script, folder, Map.of("PATH", tools.toString(), "JAVA_HOME", javaHome), "--version");
    }

    private Path fakeJava(String version) throws IOException {
        Path home = Files.createTempDirectory(folder, "java");
        Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
        program(java, "echo 'openjdk version \"" + version + "\" 2021-01-01' >&2");
        return home;
    }

    private void forward(String tool, Path to) throws IOException {
        program(tools.resolve(tool), "exec " + to + " \"$@\"");
    }

    private static void program(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path which(String tool) {
        return List.of("/usr/bin", "/bin").stream()
                .map(bin -> Path.of(bin, tool))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
