package twitcher.api.action;

import org.osgi.annotation.versioning.ConsumerType;
import twitcher.api.process.ProcessLauncher;

/**
 * An action whose runs are processes, each started by {@link ProcessLauncher#launch} and looked after when the daemon was
 * away. Only with such an action do uid, gid, notify_signal, env, cwd and umask of a watch mean something; with any other
 * they are refused.
 */
@FunctionalInterface
@ConsumerType
public interface ProcessAction extends AsyncAction {}
