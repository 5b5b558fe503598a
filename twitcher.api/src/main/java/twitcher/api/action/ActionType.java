package twitcher.api.action;

import org.osgi.annotation.versioning.ConsumerType;
import twitcher.api.settings.SettingTable;
import twitcher.api.settings.Settings;

/**
 * A kind of action, such as {@code exec}: it turns settings into something that can be run. Register one as a service
 * with the property {@link ActionTypeName}; watches that name it start as soon as it is there and wait when it goes.
 * With two of one name the one of higher {@code service.ranking} is used.
 *
 * <p>Methods are called on threads of the daemon, from several at once; they must not block, and what they throw is the
 * watch's failure, never the daemon's.
 */
@ConsumerType
public interface ActionType {
    /** The settings it takes, by which configs are checked; the same table each time. */
    SettingTable settings();

    /**
     * Makes an action from settings that passed the table. Called whenever a watch is loaded; has no effect on the
     * outside world.
     *
     * @throws IllegalArgumentException if the settings cannot work together, with words for the operator
     */
    Action create(Settings settings);

    /** Whether its runs are processes, so that uid, gid, notify_signal, env, cwd and umask mean something. */
    default boolean startsProcess() {
        return false;
    }
}
