package twitcher.api.action;

import org.osgi.annotation.versioning.ConsumerType;
import twitcher.api.settings.SettingRecord;

/**
 * A kind of action, such as {@code exec}: it turns settings into something that can be run. Register one as a service
 * with the property {@link ActionTypeName}; watches that name it start as soon as it is there and wait when it goes.
 * With two of one name the one of higher {@code service.ranking} is used.
 *
 * <pre>{@code
 * @Component
 * @ActionTypeName("greet")
 * public final class GreetActionType implements ActionType<GreetActionType.Greeting> {
 *     record Greeting(@Doc("Who is greeted.") String name,
 *                     @Doc("How long it takes.") @Default("1.5") Duration pause) {}
 *
 *     @Override
 *     public Class<Greeting> settings() {
 *         return Greeting.class;
 *     }
 *
 *     @Override
 *     public Action create(Greeting greeting) {
 *         return (BlockingAction) run -> { ... };
 *     }
 * }
 * }</pre>
 *
 * <p>Methods are called on threads of the daemon that the type has for itself, and from several at once. They are to
 * answer at once and without an effect on anything; one that takes longer than ten seconds is given up, and the watch is
 * refused. What they throw is the watch's failure, never the daemon's.
 *
 * @param <S> the settings it takes: a record, see {@link SettingRecord}
 */
@ConsumerType
public interface ActionType<S extends Record> {
    /** The record of its settings, by which configs are checked; the same each time. */
    Class<S> settings();

    /**
     * Makes an action from settings that passed their check. Called whenever a config is checked and whenever a watch is
     * loaded.
     *
     * @throws IllegalArgumentException if the settings cannot work together, with words for the operator; words that
     *     begin with a key and a colon ({@code "body: must be left out with method GET"}) are shown at that key
     */
    Action create(S settings);

    /**
     * How many runs of this type may be going at once, in all watches: for runs that need much of something. One more waits
     * in the watch, as for the daemon's own bound ({@code maxRuns}): nothing is started and no timeout begins, a newer change
     * takes its place, and {@code explain} tells what it waits for. Asked together with {@link #create}; at least 1.
     */
    default int mostRuns() {
        return Integer.MAX_VALUE;
    }
}
