/**
 * Tables of settings: one description of every key, from which configs are checked, documented and given a JSON Schema.
 */
@Export
@Version("1.0.0")
package twitcher.api.settings;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
