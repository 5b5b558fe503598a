/**
 * What an operator may ask of the running daemon, for the shell and for other tools.
 */
@Export
@Version("1.0.0")
package twitcher.api.admin;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
