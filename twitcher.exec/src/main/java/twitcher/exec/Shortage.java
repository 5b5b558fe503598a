package twitcher.exec;

import java.util.Map;

/** Errors of the system that pass: something is short, or busy, and the same call may succeed later. */
final class Shortage {
    private static final Map<Integer, String> PASSING = Map.ofEntries(
            Map.entry(4, "Interrupted system call"),
            Map.entry(5, "Input/output error"),
            Map.entry(11, "Resource temporarily unavailable"),
            Map.entry(12, "Cannot allocate memory"),
            Map.entry(23, "Too many open files in system"),
            Map.entry(24, "Too many open files"),
            Map.entry(26, "Text file busy"),
            Map.entry(28, "No space left on device"),
            Map.entry(110, "Connection timed out"),
            Map.entry(116, "Stale file handle"),
            Map.entry(122, "Disk quota exceeded"));

    private Shortage() {}

    /** Whether an error with that number passes. Numbers as x86 and ARM have them. */
    static boolean is(int errno) {
        return PASSING.containsKey(errno);
    }

    /** Whether that is what a tool of the system says at its end about such an error. */
    static boolean isSaid(String complaint) {
        return PASSING.values().stream().anyMatch(complaint::endsWith);
    }
}
