package twitcher.exec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a process is, as {@code /proc/PID/status} shows it.
 *
 * @param uid its effective user
 * @param gid its effective group
 * @param groups its supplementary groups
 * @param umask its file mode creation mask
 * @param ignored the signals it ignores, signal n as bit n-1
 * @param blocked the signals it blocks, likewise
 * @param mayChangeIdentity whether it may start processes as other users and groups
 */
record SelfStatus(
        long uid, long gid, List<Long> groups, int umask, long ignored, long blocked, boolean mayChangeIdentity) {
    private static final long SETGID_AND_SETUID = 1L << 6 | 1L << 7;
    private static final int EFFECTIVE = 1;

    /** The status of the daemon now. */
    static SelfStatus read() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return parse(lines);
        } catch (IOException e) {
            throw new UncheckedIOException("/proc/self/status: twitcher needs Linux with /proc mounted", e);
        }
    }

    /** The status of any process; what is missing is as in an unprivileged one. */
    static SelfStatus parse(Stream<String> lines) {
        return of(lines.map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2)
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1].strip(), (a, b) -> b)));
    }

    private static SelfStatus of(Map<String, String> fields) {
        return new SelfStatus(
                effective(fields.get("Uid")),
                effective(fields.get("Gid")),
                numbers(fields.getOrDefault("Groups", "")),
                Integer.parseInt(fields.getOrDefault("Umask", "022"), 8),
                bits(fields, "SigIgn"),
                bits(fields, "SigBlk"),
                (bits(fields, "CapEff") & SETGID_AND_SETUID) == SETGID_AND_SETUID);
    }

    private static long bits(Map<String, String> fields, String name) {
        return Long.parseUnsignedLong(fields.getOrDefault(name, "0"), 16);
    }

    private static long effective(String numbers) {
        return numbers == null ? -1 : numbers(numbers).get(EFFECTIVE);
    }

    private static List<Long> numbers(String text) {
        return Arrays.stream(text.split("\\s+"))
                .filter(number -> !number.isEmpty())
                .map(Long::valueOf)
                .toList();
    }
}
