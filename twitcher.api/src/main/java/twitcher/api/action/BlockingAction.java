package twitcher.api.action;

import org.osgi.annotation.versioning.ConsumerType;
import twitcher.api.Outcome;

/**
 * An action that does its work in one method.
 *
 * <pre>{@code
 * @Override
 * public Action create(Greeting greeting) {
 *     BlockingAction greet = run -> {
 *         run.out().println("Hello " + greeting.name() + ", it is " + run.change().payload().text());
 *         return new Outcome.Succeeded();
 *     };
 *     return greet;
 * }
 * }</pre>
 */
@FunctionalInterface
@ConsumerType
public non-sealed interface BlockingAction extends Action {
    /**
     * Does the work of one run and says how it ended. It has a thread of the daemon for itself and may block on it.
     *
     * <p>When the run is to end early (its timeout, a newer change with run_mode RESTART, an operator), the thread is
     * interrupted: let {@link InterruptedException} through, or look at {@link RunContext#stopRequested}; what it then
     * returns or throws does not matter. A run that ignores this goes on holding its watch, is named in {@code status},
     * and is given up only when its bundle is updated or removed.
     *
     * @return how it ended: {@link Outcome.Succeeded} or {@link Outcome.Failed}
     * @throws Exception if it failed; class and message are its reason
     */
    Outcome run(RunContext run) throws Exception;
}
