package twitcher.api;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** How a run ended. */
public sealed interface Outcome {
    /** It did what it was to do; for a process: exit 0. */
    record Succeeded() implements Outcome {}

    /** A process ended by itself with a status other than 0. */
    record Exited(int status) implements Outcome {}

    /** A process was ended by a signal that twitcher did not send. */
    record Signalled(int signal) implements Outcome {}

    /** It was stopped because it took longer than its {@code timeout}. A failure. */
    record TimedOut(Duration timeout) implements Outcome {}

    /** It was stopped on purpose: by a newer change in RESTART, an operator, or the end of the daemon. No failure. */
    record Cancelled(String by) implements Outcome {
        public Cancelled {
            requireNonNull(by, "by");
        }
    }

    /** It could not be started, for the reason given, which will not pass by itself. A failure. */
    record NotStarted(String why) implements Outcome {
        public NotStarted {
            requireNonNull(why, "why");
        }
    }

    /**
     * It could not be started at the moment, for the reason given: no memory, no descriptors, a full disk. No failure: it
     * is tried again with growing delay until it starts, whatever {@code retries} says, or a newer change takes its place.
     */
    record Postponed(String why) implements Outcome {
        public Postponed {
            requireNonNull(why, "why");
        }
    }

    /** An action in the daemon failed, for the reason given. */
    record Failed(String why) implements Outcome {
        public Failed {
            requireNonNull(why, "why");
        }
    }

    /** It went on while the daemon was away, and how it ended was not seen. No failure, and no success. */
    record Unknown() implements Outcome {}

    /** Whether this ending is to be retried and counts as a failure. */
    default boolean failure() {
        boolean none = this instanceof Succeeded
                || this instanceof Cancelled
                || this instanceof Postponed
                || this instanceof Unknown;
        return !none;
    }

    /** Whether the position moves: only after a success. */
    default boolean success() {
        return this instanceof Succeeded;
    }

    /** What kind of ending it is, as figures and JSON have it, such as {@code timed_out}. */
    default String kind() {
        if (this instanceof Succeeded) {
            return "succeeded";
        } else if (this instanceof Exited) {
            return "exited";
        } else if (this instanceof Signalled) {
            return "signalled";
        } else if (this instanceof TimedOut) {
            return "timed_out";
        } else if (this instanceof Cancelled) {
            return "cancelled";
        } else if (this instanceof NotStarted) {
            return "not_started";
        } else if (this instanceof Postponed) {
            return "postponed";
        }
        return this instanceof Failed ? "failed" : "unknown";
    }

    /** A few words for the log and the shell, such as {@code exit 3} or {@code timed out after 30 s}. */
    default String words() {
        if (this instanceof Exited exited) {
            return "exit " + exited.status();
        } else if (this instanceof Signalled signalled) {
            return "killed by signal " + signalled.signal();
        } else if (this instanceof TimedOut timedOut) {
            return "timed out after " + timedOut.timeout().toMillis() / 1000.0 + " s";
        } else if (this instanceof Cancelled cancelled) {
            return "cancelled by " + cancelled.by();
        } else if (this instanceof NotStarted notStarted) {
            return "not started: " + notStarted.why();
        } else if (this instanceof Postponed postponed) {
            return "not started yet: " + postponed.why();
        } else if (this instanceof Failed failed) {
            return "failed: " + failed.why();
        }
        return this instanceof Succeeded ? "ok" : "unknown";
    }
}
