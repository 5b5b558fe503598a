package twitcher.api.node;

import org.osgi.annotation.versioning.ConsumerType;

/** Says where ZooKeeper is, as a service; an embedded server publishes one once it serves. */
@ConsumerType
public interface ConnectString {
    /** {@code host:port[,host:port...][/chroot]}. */
    String value();
}
