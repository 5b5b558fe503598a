package twitcher.api.node;

import org.osgi.annotation.versioning.ConsumerType;
import twitcher.api.Change;

/**
 * Hears what a node is like. Called on the thread of the ZooKeeper client: it must hand over and return. States of one
 * node arrive in the order in which they were read; nothing arrives after {@link Subscription#close} has returned, but
 * for a call that was already under way.
 */
@ConsumerType
public interface NodeListener {
    /** The node was read, or found missing. */
    void observed(Change change);

    /** The node cannot be read for the reason given (no access, too large); it is tried again with backoff. */
    void unreadable(String why);
}
