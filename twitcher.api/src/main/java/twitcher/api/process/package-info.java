/**
 * Processes: how an action that is a command becomes a running process with an identity, an output and an end.
 */
@Export
@Version("1.0.0")
package twitcher.api.process;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
