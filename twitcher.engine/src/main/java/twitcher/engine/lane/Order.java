package twitcher.engine.lane;

import twitcher.api.Run;
import twitcher.api.Watch;

/** What a lane wants to be done. */
public sealed interface Order {
    /** Start a run; its place is taken. */
    record Start(Run run, Watch watch, Observation seen, long ticket) implements Order {}

    /** Stop a run. */
    record Stop(String runId) implements Order {}

    /** Send a signal to a run. */
    record Signal(String runId, int number) implements Order {}

    /** Ask for a place, or ask again with another urgency. */
    record Ask(Urgency urgency) implements Order {}

    /** Take the question back. */
    record Withdraw() implements Order {}

    /** Give back the place that was granted for that run. */
    record Release(String runId) implements Order {}

    /** Watch the node. */
    record Subscribe() implements Order {}

    /** Watch it no more. */
    record Unsubscribe() implements Order {}

    /** Read the node again and deliver what is there. */
    record Reread() implements Order {}

    /** Ask the action type for the action. */
    record Prepare(long ticket) implements Order {}

    /** Tell that a run has begun. */
    record Begun(Run run) implements Order {}

    /** Record and tell that a run has ended. */
    record Finished(Run run) implements Order {}

    /** Keep the position. */
    record Remember(Position position) implements Order {}

    /** Forget the position. */
    record Forget() implements Order {}

    /** Keep what an operator or a failure decided. */
    record Keep(boolean paused, boolean stopped) implements Order {}

    /** The watch is removed and nothing of it is going. */
    record Retire() implements Order {}

    /** Who gets a free place first. */
    enum Urgency {
        /** No run of the lane is going. */
        IDLE,
        /** At least one is. */
        BUSY
    }
}
