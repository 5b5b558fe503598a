/**
 * For authors of action bundles: an action type turns settings into something that can be run.
 */
@Export
@Version("1.0.0")
package twitcher.api.action;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
