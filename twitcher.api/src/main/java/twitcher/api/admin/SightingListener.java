package twitcher.api.admin;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of every change that a watch saw. Register one as a service (whiteboard), and only while it is needed. Each
 * listener is called on a thread of its own, in the order in which a watch saw its changes; it delays nobody.
 */
@ConsumerType
public interface SightingListener {
    /** A change was seen. */
    void seen(Sighting sighting);

    /** So many calls were dropped, because this listener is slower than the changes. */
    default void missed(long calls) {}
}
