/**
 * For authors of bundles: tests of an action type or a language without ZooKeeper and without a framework. Begin with
 * {@link twitcher.testkit.ActionTrial} or {@link twitcher.testkit.LanguageTrial}.
 */
@Export
@Version("1.0.0")
package twitcher.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
