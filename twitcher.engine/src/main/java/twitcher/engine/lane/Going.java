package twitcher.engine.lane;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalLong;
import twitcher.api.Run;
import twitcher.api.Watch;

/**
 * A run that is going.
 *
 * @param run what is told of it
 * @param watch the watch as it was when it started; empty: it was started by a daemon before this one
 * @param number the observation that it was given
 * @param again the state, should it have to be run again
 * @param refusals how often in a row it could not be started
 * @param ticket the action it runs, by the ticket of its preparation
 * @param startedNanos when it was started, or given to be started
 * @param phase how far it got
 * @param unseen whether nobody will see how it ends, because another daemon or bundle started it
 * @param timeoutAt when it is stopped, if it started and has a timeout
 */
public record Going(
        Run run,
        Optional<Watch> watch,
        long number,
        Optional<Observation> again,
        int refusals,
        long ticket,
        long startedNanos,
        Phase phase,
        boolean unseen,
        OptionalLong timeoutAt) {
    /** How far a run got. */
    public enum Phase {
        /** Given to be started. */
        STARTING,
        /** Started. */
        STARTED,
        /** Told to stop, because a newer change takes its place. */
        RESTARTED,
        /** Told to stop by an operator. */
        STOPPED,
        /** Told to stop, because it took too long. */
        TIMED_OUT;

        /** Whether it was told to stop. */
        public boolean stopping() {
            return compareTo(STARTED) > 0;
        }
    }

    public Going {
        requireNonNull(run, "run");
        requireNonNull(watch, "watch");
        requireNonNull(again, "again");
        requireNonNull(phase, "phase");
        requireNonNull(timeoutAt, "timeoutAt");
    }

    /** Whether its timeout is still to come. */
    OptionalLong due() {
        return phase.stopping() ? OptionalLong.empty() : timeoutAt;
    }

    Going in(Phase next) {
        return new Going(run, watch, number, again, refusals, ticket, startedNanos, next, unseen, timeoutAt);
    }

    Going toEndUnseen() {
        return new Going(run, watch, number, again, refusals, ticket, startedNanos, phase, true, timeoutAt);
    }

    Going with(Observation other) {
        return new Going(
                run, watch, number, Optional.of(other), refusals, ticket, startedNanos, phase, unseen, timeoutAt);
    }

    Going started(Moment now, OptionalLong newTimeoutAt) {
        Phase next = phase.stopping() ? phase : Phase.STARTED;
        return new Going(run, watch, number, again, refusals, ticket, now.nanos(), next, unseen, newTimeoutAt);
    }
}
