package twitcher.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process as {@code /proc/PID/stat} shows it, see proc(5).
 *
 * @param pid its number
 * @param command name of its executable, cut to 15 bytes
 * @param state {@code R}, {@code S}, {@code Z} ...
 * @param parent pid of its parent
 * @param group its process group
 * @param session its session
 * @param startTicks when it started, in clock ticks since boot
 */
record ProcStat(long pid, String command, char state, long parent, long group, long session, long startTicks) {
    private static final int START_TICKS = 19;

    /** The process with number {@code pid}, dead or alive; empty if there is none. */
    static Optional<ProcStat> of(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc", String.valueOf(pid), "stat"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A line of {@code /proc/PID/stat}; the name in it may contain anything, so it is read from both ends. */
    static Optional<ProcStat> parse(String line) {
        int open = line.indexOf('(');
        int close = line.lastIndexOf(')');
        if (open < 2 || close < open || close + 2 >= line.length()) {
            return Optional.empty();
        }
        String[] fields = line.substring(close + 2).split(" ", START_TICKS + 2); // nobody asks for what comes after
        return fields.length <= START_TICKS
                ? Optional.empty()
                : Optional.of(new ProcStat(
                        Long.parseLong(line.substring(0, open - 1)),
                        line.substring(open + 1, close),
                        fields[0].charAt(0),
                        Long.parseLong(fields[1]),
                        Long.parseLong(fields[2]),
                        Long.parseLong(fields[3]),
                        Long.parseLong(fields[START_TICKS])));
    }

    /** Whether it runs, sleeps or is stopped: not dead. */
    boolean alive() {
        return state != 'Z' && state != 'X' && state != 'x';
    }
}
