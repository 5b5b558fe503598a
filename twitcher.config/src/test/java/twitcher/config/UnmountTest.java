package twitcher.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real mounts over the watched folder, in a mount namespace of their own. Skipped where that is not permitted. */
@Timeout(120)
class UnmountTest {
    private static final String[] PRIVATE = {"unshare", "--mount", "--propagation", "private"};

    /** What each step is to be, by {@link UnmountedGate}. */
    private static final String EXPECTED = String.join(
            "\n",
            "mounted: in order, 2 watches, held false",
            "unmounted: HELD, 2 watches, held true",
            "mounted empty: HELD, 2 watches, held true",
            "mounted with its files: in order, 2 watches, held false",
            "its files deleted: in order, 0 watches, held false",
            "");

    @Test
    void anUnmountHoldsWhatADeletionRemoves(@TempDir Path directory) throws Exception {
        Assumptions.assumeTrue(run(directory, "true") == 0, "no mount namespaces here");

        int code = run(
                directory,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dtwitcher.bundle=" + System.getProperty("twitcher.bundle"),
                UnmountedGate.class.getName(),
                directory.toString());

        assertThat(code).as("%s", Files.readString(directory.resolve("log"))).isZero();
        assertThat(Files.readString(directory.resolve("steps"))).isEqualTo(EXPECTED);
    }

    private static int run(Path directory, String... command) throws Exception {
        String[] all = java.util.Arrays.copyOf(PRIVATE, PRIVATE.length + command.length);
        System.arraycopy(command, 0, all, PRIVATE.length, command.length);
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        try {
            return process.waitFor(100, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } finally {
            process.destroyForcibly();
        }
    }
}
