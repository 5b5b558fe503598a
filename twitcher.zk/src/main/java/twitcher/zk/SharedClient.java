package twitcher.zk;

import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import twitcher.api.node.Connection;

/** The client in use, for the commands of this bundle. A service that nobody else can see. */
interface SharedClient {
    /** Empty while there is no connection. */
    Optional<CuratorFramework> connected();

    /** The connection as it is now. */
    Connection connection();
}
