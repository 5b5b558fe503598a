package twitcher.engine.lane;

import java.time.Instant;
import java.util.Optional;
import twitcher.api.Change;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.Run;
import twitcher.api.Watch;

/** What can happen to a lane. */
public sealed interface Input {
    /** The node was read. */
    record Observed(Change change) implements Input {}

    /** The node cannot be read. */
    record Unreadable(String why) implements Input {}

    /** A deadline may have passed. */
    record Tick() implements Input {}

    /** A place for a run is free; the run is to have that id. */
    record Granted(String runId) implements Input {}

    /** A run was started. */
    record Started(String runId) implements Input {}

    /** A run has ended, or could not be started; {@code sha256} is that of the payload it was given. */
    record Ended(String runId, Outcome outcome, Output output, String sha256) implements Input {}

    /** An action type of the watch's name came, went, or is another one. */
    record TypeShifted() implements Input {}

    /** The action of that ticket is there. */
    record Prepared(long ticket) implements Input {}

    /** The action type said no to that ticket. */
    record Refused(long ticket, String why) implements Input {}

    /** There is no action type for that ticket. */
    record TypeMissing(long ticket) implements Input {}

    /** There is a source of changes. */
    record SourceCame() implements Input {}

    /** There is none any more. */
    record SourceWent() implements Input {}

    /**
     * A reading has this watch.
     *
     * @param held whether it is held
     * @param remembered what the disk remembers of it; counts only if the lane does not know better
     */
    record Loaded(Watch watch, boolean held, Remembered remembered) implements Input {}

    /**
     * What a daemon before this one knew of a watch.
     *
     * @param position the last state run successfully
     * @param stopped whether it failed for good
     * @param doubt whether nobody saw how its last run ended, so that the newest state has to run
     */
    record Remembered(Optional<Position> position, boolean stopped, boolean doubt) {
        /** Nothing. */
        public static final Remembered NOTHING = new Remembered(Optional.empty(), false, false);
    }

    /** A reading lacks the watch. */
    record Removed() implements Input {}

    /** The reading of its file vanished. */
    record ReadingVanished() implements Input {}

    /** An operator wants no more runs. */
    record Pause() implements Input {}

    /** An operator wants runs again. */
    record Resume() implements Input {}

    /** An operator wants a run now, with that data or with the node's present state. */
    record RunNow(Optional<Payload> data) implements Input {}

    /** An operator wants that run to stop. */
    record StopRun(String runId) implements Input {}

    /** A run of a daemon before this one lives on; it is stopped at {@code deadline}. */
    record Adopted(Run run, Optional<Instant> deadline) implements Input {}

    /** Whoever looked after that run went, and somebody else looks after it now: nobody will see how it ends. */
    record Readopted(String runId) implements Input {}

    /** A run of a daemon before this one is over, nobody saw how. */
    record Lost(Run run) implements Input {}

    /** All runs of daemons before this one have been looked for. */
    record AdoptionDone() implements Input {}

    /** The bytes of the state of that number were put aside. */
    record PutAside(long number, Content content) implements Input {}

    /** The bytes of what was to be started, which had been put aside, cannot be read again. */
    record ContentLost(String runId, String why) implements Input {}
}
