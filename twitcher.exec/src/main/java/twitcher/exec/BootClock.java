package twitcher.exec;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import twitcher.api.process.ProcessId;

/**
 * The clock from which the kernel takes when a process started (CLOCK_BOOTTIME, see clock_gettime(2)). What was started
 * while it stood at one tick started at that tick, and {@code /proc} need not be read for it, which takes ten times as
 * long. The two are compared once; should they differ, as under a kernel that counts otherwise, the clock is not used any
 * more. Any thread.
 */
final class BootClock {
    /** Ticks are hundredths of a second on all machines that {@link Libc} is for: USER_HZ, see proc(5). */
    private static final long TICK_NANOS = 10_000_000;

    private static final int TICKS_A_SECOND = 100;

    /** More than a line of {@code /proc/PID/stat} can have: 52 numbers of at most 20 digits. */
    private static final int LINE_BYTES = 2048;

    private enum Proof {
        NONE,
        RIGHT,
        WRONG
    }

    private final AtomicReference<Proof> proof = new AtomicReference<>(Proof.NONE);

    /** Ticks since the machine was started; negative if the clock does not tell. */
    long ticks() {
        long[] time = new long[2];
        return Libc.bootTime(time) == 0 ? time[0] * TICKS_A_SECOND + time[1] / TICK_NANOS : -1;
    }

    /** The identity of the process {@code pid}, which was made since {@code before}; empty if there is none. */
    Optional<ProcessId> identify(long pid, long before) {
        boolean known = before >= 0 && before == ticks();
        if (known && proof.get() == Proof.RIGHT) {
            return Optional.of(Boot.identity(pid, before));
        }
        Optional<ProcessId> told = read(pid);
        if (known && told.isPresent()) {
            proof.compareAndSet(Proof.NONE, told.get().startTicks() == before ? Proof.RIGHT : Proof.WRONG);
        }
        return told;
    }

    /** As {@link Boot#identify}, in a third of the time. */
    private static Optional<ProcessId> read(long pid) {
        int file = Libc.open("/proc/" + pid + "/stat", Libc.O_RDONLY | Libc.O_CLOEXEC, 0);
        if (file < 0) {
            return Optional.empty();
        }
        byte[] line = new byte[LINE_BYTES];
        long size = Libc.read(file, line, line.length);
        Libc.close(file);
        return size <= 0
                ? Optional.empty()
                : ProcStat.parse(new String(line, 0, (int) size, StandardCharsets.ISO_8859_1))
                        .map(Boot::identify);
    }
}
