package twitcher.shell.it.commands;

import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Makes the test's commands the commands of a bundle. */
public final class CommandsActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Map<String, Object> properties = Map.of("osgi.command.scope", "test", "osgi.command.function", new String[] {
            "echo", "both", "fail", "bug", "late", "wrong", "block", "flood", "take", "coded", "text", "list"
        });
        context.registerService(TestCommands.class, new TestCommands(), new Hashtable<>(properties));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters the service
    }
}
