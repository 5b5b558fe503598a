package twitcher.api.action;

import org.osgi.annotation.versioning.ConsumerType;

/** Something that can be run, again and again; made by an {@link ActionType} for one watch. */
@ConsumerType
public interface Action {
    /**
     * Starts one run and returns without waiting for its end. Called on a pool thread of the engine; it may take as long
     * as starting a process takes. A throw means that the run was not started.
     */
    RunningAction start(RunContext run);
}
