/**
 * The values of twitcher: what is watched, what was seen, what ran and how it ended. Immutable, equal by value, free of threads.
 */
@Export
@Version("1.0.0")
package twitcher.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
