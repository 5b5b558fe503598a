package twitcher.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * When a watch's action runs, and for how long.
 *
 * @param runOnLoad whether the state found at load runs
 * @param runMode what a change does during a run
 * @param maxParallel how many runs at once, PARALLEL only
 * @param notifySignal the number of the signal sent to a running process when another change arrives, QUEUE only
 * @param timeout how long a run may take before it is stopped
 * @param settle how long the node must have been quiet
 * @param splay the width over which a fleet's runs are spread
 * @param onDelete what a deletion means
 * @param retry what follows a failure
 */
public record Policy(
        RunOnLoad runOnLoad,
        RunMode runMode,
        int maxParallel,
        Optional<Integer> notifySignal,
        Optional<Duration> timeout,
        Duration settle,
        Duration splay,
        OnDelete onDelete,
        Retry retry) {
    /** How many runs at once in PARALLEL, unless configured. */
    public static final int DEFAULT_MAX_PARALLEL = 16;

    /** Every setting at its default. */
    public static final Policy DEFAULT = new Policy(
            RunOnLoad.ALWAYS,
            RunMode.QUEUE,
            DEFAULT_MAX_PARALLEL,
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            Duration.ZERO,
            OnDelete.IGNORE,
            Retry.NONE);

    public Policy {
        requireNonNull(runOnLoad, "run_on_load");
        requireNonNull(runMode, "run_mode");
        requireNonNull(notifySignal, "notify_signal");
        requireNonNull(timeout, "timeout");
        requireNonNull(settle, "settle");
        requireNonNull(splay, "splay");
        requireNonNull(onDelete, "on_delete");
        requireNonNull(retry, "retry");
        if (maxParallel < 1) {
            throw new IllegalArgumentException("max_parallel: must be at least 1, was: " + maxParallel);
        }
        notifySignal.filter(signal -> signal < 1 || signal > 31).ifPresent(signal -> {
            throw new IllegalArgumentException("notify_signal: must be 1 to 31, was: " + signal);
        });
        timeout.ifPresent(length -> Durations.check("timeout", length));
        Durations.check("settle", settle);
        Durations.check("splay", splay);
    }

    /** This policy with another run mode. */
    public Policy withRunMode(RunMode mode) {
        return new Policy(runOnLoad, mode, maxParallel, notifySignal, timeout, settle, splay, onDelete, retry);
    }
}
