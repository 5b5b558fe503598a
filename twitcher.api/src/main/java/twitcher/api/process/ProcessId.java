package twitcher.api.process;

/**
 * A process, told apart from any other that had or will have the same pid.
 *
 * @param pid its number
 * @param startTicks when it started, in clock ticks since boot (field 22 of {@code /proc/PID/stat}, see proc(5))
 * @param bootId {@code /proc/sys/kernel/random/boot_id}
 */
public record ProcessId(long pid, long startTicks, String bootId) {}
