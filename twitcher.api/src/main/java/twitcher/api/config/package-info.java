/**
 * For authors of configuration languages: a language turns a text into declarations; and what the daemon makes of them.
 * For authors of bundles that have a configuration of their own: {@link twitcher.api.config.ConfigurationRule}.
 */
@Export
@Version("1.0.0")
package twitcher.api.config;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
