package twitcher.api.node;

import org.osgi.annotation.versioning.ProviderType;
import twitcher.api.Node;

/**
 * The source of changes. However many subscriptions share a node, it has one server-side watch and one read. A node is
 * re-read after every event, connection and session, so that its last state is always delivered.
 */
@ProviderType
public interface NodeSource {
    /**
     * Delivers the present state of {@code node} to {@code listener} as soon as it is known, then every state that
     * differs from the one before ({@link twitcher.api.Change#sameStateAs}). Returns at once, also without a connection.
     */
    Subscription subscribe(Node node, NodeListener listener);

    /** The connection as it is now. */
    Connection connection();
}
