package twitcher.shell.session;

import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import twitcher.api.FrameworkProperties;
import twitcher.shell.command.CompletionCommands;

/**
 * What a session has of the daemon.
 *
 * @param context the framework
 * @param processor carries out its lines
 * @param known what can be completed
 */
record Daemon(BundleContext context, CommandProcessor processor, CompletionCommands known) {
    /** A property of the framework. */
    String property(String name) {
        return context.getProperty(name);
    }

    /** The release. */
    String version() {
        return property(FrameworkProperties.VERSION);
    }
}
