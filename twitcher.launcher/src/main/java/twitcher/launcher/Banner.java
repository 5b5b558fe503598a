package twitcher.launcher;

import java.io.PrintStream;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** What a developer wants to know first, on standard output. */
final class Banner {
    private static final String CONNECT_STRING = "twitcher.api.node.ConnectString";

    private Banner() {}

    static void print(DaemonSettings settings, BundleContext context) {
        PrintStream out = System.out;
        out.println("twitcher " + Version.text() + ", pid "
                + ProcessHandle.current().pid());
        out.println("  config     " + settings.configPath() + "  (drop files here)");
        out.println("  state      " + settings.stateDirectory());
        out.println("  ZooKeeper  " + zooKeeper(settings, context));
        out.println("  commands   twitcher --state_dir " + settings.stateDirectory() + " help");
        out.println(settings.hasConsole() ? "Ctrl-C stops it, Ctrl-D leaves only the console" : "Ctrl-C stops it");
        out.flush();
    }

    private static String zooKeeper(DaemonSettings settings, BundleContext context) {
        return settings.zkservers().orElseGet(() -> embedded(context).orElse("embedded, still starting"));
    }

    /** The service's interface belongs to the bundles; the launcher knows it by name only. */
    private static Optional<String> embedded(BundleContext context) {
        ServiceReference<?> reference = context.getServiceReference(CONNECT_STRING);
        if (reference == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(reference.getProperty("address")).map(address -> address + "  (embedded)");
    }
}
