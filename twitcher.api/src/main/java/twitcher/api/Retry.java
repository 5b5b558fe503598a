package twitcher.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a failed run is repeated.
 *
 * @param retries how often, at most
 * @param backoff the delay before the first repetition; it doubles each time, with jitter
 * @param maxBackoff the longest delay
 * @param onFailure what follows the last failure
 */
public record Retry(int retries, Duration backoff, Duration maxBackoff, OnFailure onFailure) {
    /** Never repeated, and the watch goes on. */
    public static final Retry NONE = new Retry(0, Duration.ofSeconds(1), Duration.ofSeconds(300), OnFailure.KEEP);

    public Retry {
        requireNonNull(backoff, "backoff");
        requireNonNull(maxBackoff, "max_backoff");
        requireNonNull(onFailure, "on_failure");
        if (retries < 0) {
            throw new IllegalArgumentException("retries: must not be negative, was: " + retries);
        }
        Durations.check("backoff", backoff);
        Durations.check("max_backoff", maxBackoff);
    }
}
