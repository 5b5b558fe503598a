package twitcher.api.action;

import org.osgi.annotation.versioning.ConsumerType;

/** An action that holds no thread while it works: for very many runs at once. */
@FunctionalInterface
@ConsumerType
public non-sealed interface AsyncAction extends Action {
    /**
     * Starts one run and returns without waiting for its end. Called on one of a few threads that the action type has for
     * itself; it may take as long as starting a process takes, and is interrupted and given up after two minutes ({@code startTimeoutS}).
     *
     * @throws RuntimeException if the run was not started; class and message are the reason
     */
    RunningAction start(RunContext run);
}
