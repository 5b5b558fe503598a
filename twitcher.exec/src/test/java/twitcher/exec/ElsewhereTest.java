package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same tests in daemons that are somebody else, or were started in odd ways. */
class ElsewhereTest {
    private static final List<String> NOBODY =
            List.of("chroot", "--userspec=+65534:+65534", "--groups=+65534", "--skip-chdir", "/");

    @TempDir
    private Path folder;

    @Test
    void allOfItHoldsForADaemonThatIsNotRoot() throws Exception {
        assumeThat(Who.mayChangeIdentity()).isTrue();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        String[] tests = {"RunTest", "SurroundingsTest", "StopTest", "AdoptionTest", "ResourcesTest"};
        try (ChildJvm nobody = ChildJvm.startFrom(folder, NOBODY, Suite.class, tests)) {
            assertThat(nobody.await()).contains("succeeded");
        }
    }

    @Test
    void aDaemonThatIgnoresSignalsHandsOnNone() throws Exception {
        List<String> deaf = List.of("/bin/sh", "-c", "trap '' HUP INT QUIT USR1 PIPE CHLD; exec \"$@\"", "sh");
        try (ChildJvm jvm = ChildJvm.start(deaf, Suite.class, "SurroundingsTest")) {
            assertThat(jvm.await()).contains("succeeded");
        }
    }

    @Test
    void aDaemonWithAnotherUmaskDoesTheSame() throws Exception {
        List<String> odd = List.of("/bin/sh", "-c", "umask 077; exec \"$@\"", "sh");
        try (ChildJvm jvm = ChildJvm.start(odd, Suite.class, "SurroundingsTest")) {
            assertThat(jvm.await()).contains("succeeded");
        }
    }

    @Test
    void whereNativeCodeCannotBeLoadedProcessBuilderTakesItsPlace() throws Exception {
        List<String> without = List.of("env", "JAVA_TOOL_OPTIONS=-Djna.noclasspath=true");
        try (ChildJvm jvm = ChildJvm.start(without, BestBackend.class, folder.toString())) {
            assertThat(jvm.await())
                    .contains("which is slower: Unable to locate JNA")
                    .contains("BuilderBackend: hello");
        }
        try (ChildJvm jvm = ChildJvm.start(List.of(), BestBackend.class, folder.toString())) {
            assertThat(jvm.await()).contains("NativeBackend: hello").doesNotContain("slower");
        }
    }

    @Test
    void withoutDescriptorsToSpareWhatRunsGoesOnAndTheRestIsPostponed() throws Exception {
        List<String> few = List.of("/bin/sh", "-c", "ulimit -n 90; exec \"$@\"", "sh");
        try (ChildJvm jvm = ChildJvm.start(few, FewDescriptors.class, "NATIVE")) {
            assertThat(jvm.await())
                    .contains("others [killed by signal 15]")
                    .contains("then ok")
                    .contains("left 0")
                    .doesNotContain("refused 0\n");
        }
    }

    @ParameterizedTest
    @EnumSource(BackendKind.class)
    void withoutRoomOnTheDiskRunsArePostponed(BackendKind kind) throws Exception {
        assumeThat(Who.mayChangeIdentity()).isTrue();
        List<String> alone = List.of("unshare", "--mount", "--propagation", "private");
        try (ChildJvm jvm = ChildJvm.start(alone, FullDisk.class, folder.toString(), kind.name())) {
            assertThat(jvm.await())
                    .contains("before: Succeeded")
                    .contains("no file: Postponed")
                    .contains("left ones: Succeeded")
                    .contains("no bytes: Postponed")
                    .contains("No space left on device")
                    .contains("output: Succeeded")
                    .contains("room: Succeeded")
                    .contains("left: 0");
        }
    }
}
