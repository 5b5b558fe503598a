package twitcher.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import twitcher.api.process.ProcessId;

/** This boot of the machine, within which a pid and a start time name one process. */
final class Boot {
    /** The start of a process that was gone before it could be read, or could not be read for lack of descriptors. */
    static final long UNKNOWN_START = 0;

    private static final String ID = read();

    private Boot() {}

    /** The identity of the process with number {@code pid}; empty if there is none. */
    static Optional<ProcessId> identify(long pid) {
        return ProcStat.of(pid).map(Boot::identify);
    }

    static ProcessId identify(ProcStat stat) {
        return identity(stat.pid(), stat.startTicks());
    }

    static ProcessId identity(long pid, long startTicks) {
        return new ProcessId(pid, startTicks, ID);
    }

    /** What {@code process} is now; empty if it is gone, also if another process has its number. */
    static Optional<ProcStat> find(ProcessId process) {
        return process.bootId().equals(ID)
                ? ProcStat.of(process.pid()).filter(stat -> stat.startTicks() == process.startTicks())
                : Optional.empty();
    }

    private static String read() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
