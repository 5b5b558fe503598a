/**
 * The source of changes: ZooKeeper nodes as the engine sees them.
 */
@Export
@Version("1.0.0")
package twitcher.api.node;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
