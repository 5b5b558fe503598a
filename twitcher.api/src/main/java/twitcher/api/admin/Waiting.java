package twitcher.api.admin;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * A change that has not been run yet.
 *
 * @param watchId whose
 * @param since when it was seen, or the oldest of those whose place it took
 * @param reason what it waits for
 * @param run the run it waits for, if it is one
 */
public record Waiting(String watchId, Instant since, Explanation.Reason reason, Optional<String> run) {
    public Waiting {
        requireNonNull(watchId, "watchId");
        requireNonNull(since, "since");
        requireNonNull(reason, "reason");
        requireNonNull(run, "run");
    }
}
