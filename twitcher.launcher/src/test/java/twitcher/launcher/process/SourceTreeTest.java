package twitcher.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** When the script builds, in a small source tree with a Maven that only copies. */
@Timeout(120)
class SourceTreeTest {
    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static final String BUILD = "mkdir -p bndrun/target && cp -Rp \"$BUILT\" bndrun/target/twitcher-1";

    private Path tree;
    private Path script;

    @BeforeAll
    static void makeBuilt() throws Exception {
        Distribution built = Distribution.create(shared.resolve("built"));
        // A first start, so that its class data archive is there and not made by each test.
        try (Program program = Program.start(built.script(), shared, Map.of(), "--state_dir=/dev/null/x")) {
            assertThat(program.exitCode()).isEqualTo(1);
        }
    }

    @BeforeEach
    void makeTree() throws IOException {
        tree = Files.createDirectory(folder.resolve("tree"));
        script = Files.copy(Path.of("..", "twitcher"), tree.resolve("twitcher"));
        Files.createDirectories(tree.resolve("cnf"));
        Files.createDirectories(tree.resolve("bndrun"));
        Files.createDirectories(tree.resolve("twitcher.x/src/main/java"));
        Files.createDirectories(tree.resolve("twitcher.x/src/test/java"));
        Files.writeString(tree.resolve("pom.xml"), "");
        Files.writeString(tree.resolve("twitcher.x/src/main/java/X.java"), "");
        fakeMaven(BUILD);
    }

    @Test
    void whatIsMissingIsBuiltAndWhatIsThereIsNot() throws Exception {
        assertThat(startAndFail()).contains("building from " + tree);
        assertThat(startAndFail()).doesNotContain("building");

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aNewerSourceIsBuilt() throws Exception {
        startAndFail();

        touch(tree.resolve("twitcher.x/src/main/java/X.java"));
        startAndFail();

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aDeletedSourceIsBuilt() throws Exception {
        startAndFail();

        Files.delete(tree.resolve("twitcher.x/src/main/java/X.java"));
        touch(tree.resolve("twitcher.x/src/main/java"));
        startAndFail();

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void testsAndOutputsAreNoSources() throws Exception {
        startAndFail();

        touch(Files.writeString(tree.resolve("twitcher.x/src/test/java/T.java"), ""));
        touch(Files.createDirectories(tree.resolve("twitcher.x/target/classes")));
        touch(tree.resolve("twitcher.x"));
        startAndFail();

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aCommandIsNotHeldUpByABuild() throws Exception {
        startAndFail();

        touch(tree.resolve("twitcher.x/src/main/java/X.java"));
        try (Program client = run("--state_dir=none", "status")) {
            assertThat(client.exitCode()).isEqualTo(3);
        }

        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aFailedBuildShowsTheEndOfItsLog() throws Exception {
        fakeMaven("echo first; echo '[ERROR] X.java:[1,1] broken'; exit 1");

        try (Program program = run("--state_dir=/dev/null/x")) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.stderr())
                    .contains("[ERROR] X.java:[1,1] broken", "the build failed; the whole log is " + tree);
        }
        assertThat(tree.resolve("bndrun/target/build.log")).content().contains("first");
    }

    @Test
    void twoStartsAtOnceBuildOnce() throws Exception {
        fakeMaven("while ! [ -e " + folder.resolve("go") + " ]; do sleep 0.05; done; " + BUILD);

        try (Program first = run("--state_dir=/dev/null/x");
                Program second = run("--state_dir=/dev/null/x")) {
            Files.createFile(folder.resolve("go"));
            assertThat(first.exitCode()).isEqualTo(1);
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(first.stderr() + second.stderr()).contains("--state_dir /dev/null/x");
        }

        assertThat(builds()).isEqualTo(1);
    }

    /** A start that builds if need be, and then fails for want of a state directory. */
    private String startAndFail() throws Exception {
        try (Program program = run("--state_dir=/dev/null/x")) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.stderr()).contains("--state_dir /dev/null/x");
            return program.stderr();
        }
    }

    private Program run(String... arguments) throws IOException {
        String path = folder.resolve("bin") + ":" + System.getenv("PATH");
        String built = shared.resolve("built").toString();
        return Program.start(script, folder, Map.of("PATH", path, "BUILT", built), arguments);
    }

    private int builds() throws IOException {
        return Files.readAllLines(folder.resolve("builds")).size();
    }

    private void fakeMaven(String work) throws IOException {
        Path maven = Files.createDirectories(folder.resolve("bin")).resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\nset -e\necho build >> " + folder.resolve("builds") + "\n" + work + "\n");
        Files.setPosixFilePermissions(maven, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void touch(Path path) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().plusSeconds(5)));
    }
}
