package twitcher.api.action;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ConsumerType;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.process.ProcessId;

/** A run of an {@link AsyncAction} that is going. Its methods may be called from any thread and do not block. */
@ConsumerType
public interface RunningAction {
    /** Completes once, normally, when the run has ended. */
    CompletionStage<Ending> ending();

    /**
     * Asks it to end; {@link #ending} completes when it has. For a process: the stop sequence. May be called again, and
     * after the end.
     */
    void stop();

    /** Sends a signal to the process of the run, if it has one and is still there. */
    default void signal(int number) {}

    /** The process of the run, by which it is found again after a restart of the daemon. */
    default Optional<ProcessId> process() {
        return Optional.empty();
    }

    /**
     * How it ended.
     *
     * @param outcome what came of it; a run that ended because of {@link #stop} may report any
     * @param output what is kept of its output; {@link Output#NONE}: what it wrote to {@link RunContext#out} and
     *     {@link RunContext#err}
     */
    record Ending(Outcome outcome, Output output) {
        public Ending {
            requireNonNull(outcome, "outcome");
            requireNonNull(output, "output");
        }

        /** An end whose output is what the run wrote to {@link RunContext#out} and {@link RunContext#err}. */
        public static Ending of(Outcome outcome) {
            return new Ending(outcome, Output.NONE);
        }
    }
}
