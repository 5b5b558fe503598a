package twitcher.api.node;

import org.osgi.annotation.versioning.ProviderType;

/** A node being watched for one listener. */
@ProviderType
public interface Subscription extends AutoCloseable {
    /**
     * Reads the node again and delivers what it finds to this listener, even if it is the state delivered before.
     * Returns at once.
     */
    void reread();

    /** Ends it; with the last one of a node the server-side watch is removed. May be called twice. */
    @Override
    void close();
}
