package twitcher.exec;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import twitcher.api.action.RunningAction;

/**
 * What a process saw of itself: the answer of {@link #COMMAND}, which needs nothing but a shell and {@code /proc}.
 *
 * @param status {@code /proc/PID/status}, by name
 * @param stat {@code /proc/PID/stat}
 * @param fds open descriptors, by number, and what they are
 * @param cwd working directory
 * @param env environment
 * @param limits {@code /proc/PID/limits}, by name: soft and hard
 * @param stdin number of bytes on standard input
 */
record Report(
        Map<String, String> status,
        ProcStat stat,
        Map<Integer, String> fds,
        String cwd,
        Map<String, String> env,
        Map<String, String> limits,
        long stdin) {
    /** Prints the report. */
    static final String COMMAND = String.join(
            "; printf '\\0\\1'; ",
            "cat /proc/$$/status",
            "cat /proc/$$/stat",
            "ls -l /proc/$$/fd",
            "readlink /proc/$$/cwd",
            "cat /proc/$$/environ",
            "cat /proc/$$/limits",
            "wc -c");

    static Report of(RunningAction.Ending ending) {
        String[] parts = Bed.out(ending).split("\0\1");
        if (parts.length != 7) {
            throw new AssertionError(ending.outcome().words() + ": " + Bed.out(ending) + Bed.err(ending));
        }
        return new Report(
                lines(parts[0]).stream()
                        .map(line -> line.split(":\\s*", 2))
                        .collect(Collectors.toMap(field -> field[0], field -> field[1].strip())),
                ProcStat.parse(parts[1].strip()).orElseThrow(),
                lines(parts[2]).stream()
                        .filter(line -> line.contains(" -> "))
                        .map(line -> line.split(" -> "))
                        .collect(Collectors.toMap(
                                link -> Integer.valueOf(link[0].substring(link[0].lastIndexOf(' ') + 1)),
                                link -> link[1])),
                parts[3].stripTrailing(),
                Arrays.stream(parts[4].split("\0"))
                        .map(variable -> variable.split("=", 2))
                        .collect(Collectors.toMap(variable -> variable[0], variable -> variable[1])),
                limits(parts[5]),
                Long.parseLong(parts[6].strip()));
    }

    /** The limits in {@code /proc/PID/limits}. */
    static Map<String, String> limits(String text) {
        return lines(text).stream()
                .map(line -> line.split("\\s{2,}"))
                .filter(fields -> fields.length > 2)
                .collect(Collectors.toMap(fields -> fields[0], fields -> fields[1] + " " + fields[2]));
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    /** The four user ids, or group ids: real, effective, saved, of the file system. */
    List<Long> ids(String name) {
        return Arrays.stream(status.get(name).split("\\s+")).map(Long::valueOf).toList();
    }

    List<Long> groups() {
        return Arrays.stream(status.get("Groups").split("\\s+"))
                .filter(text -> !text.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    /** A set of signals, such as {@code SigIgn}, in hexadecimal. */
    long signals(String name) {
        return Long.parseUnsignedLong(status.get(name), 16);
    }

    int umask() {
        return Integer.parseInt(status.get("Umask"), 8);
    }
}
