package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clock beside what {@code /proc} says of real processes. */
final class BootClockTest {
    private static final int MANY = 50;

    @TempDir
    private Path folder;

    @BeforeEach
    void needsNativeCode() {
        assumeThat(NativeCode.problem(folder)).isEmpty();
    }

    @Test
    void aProcessHasTheIdentityThatProcHas() throws IOException, InterruptedException {
        BootClock clock = new BootClock();
        for (int i = 0; i < MANY; i++) {
            long before = clock.ticks();
            Process process = new ProcessBuilder("sleep", "1000").start();
            try {
                assertThat(clock.identify(process.pid(), before)).isEqualTo(Boot.identify(process.pid()));
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void aClockThatIsWrongIsNotBelieved() throws IOException, InterruptedException {
        BootClock clock = new BootClock();
        Process old = new ProcessBuilder("sleep", "1000").start();
        try {
            long then = clock.ticks();
            while (clock.ticks() <= then + 1) {
                Thread.onSpinWait();
            }
            // As if it had been made now: the clock and /proc differ.
            for (int i = 0; i < MANY; i++) {
                assertThat(clock.identify(old.pid(), clock.ticks())).isEqualTo(Boot.identify(old.pid()));
            }
        } finally {
            old.destroyForcibly().waitFor();
        }
    }

    @Test
    void whatIsNotThereHasNoIdentity() {
        assertThat(new BootClock().identify(1L << 30, 0)).isEmpty();
    }
}
