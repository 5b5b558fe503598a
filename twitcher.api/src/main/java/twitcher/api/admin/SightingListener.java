package twitcher.api.admin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of every change that a watch saw. Register one as a service (whiteboard), and only while it is needed. Called
 * as a {@link twitcher.api.RunListener} is, on the same thread.
 */
@ConsumerType
public interface SightingListener {
    /** A change was seen. */
    void seen(Sighting sighting);

    /** So many calls of listeners, of this or another kind, were dropped, because a listener is slower than the runs. */
    default void missed(long calls) {}
}
