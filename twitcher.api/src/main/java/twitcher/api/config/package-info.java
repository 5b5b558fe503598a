/**
 * For authors of configuration languages: a language turns a text into declarations; and what the daemon makes of them.
 */
@Export
@Version("1.0.0")
package twitcher.api.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
