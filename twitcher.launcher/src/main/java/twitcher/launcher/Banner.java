package twitcher.launcher;

import java.time.Duration;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.util.tracker.ServiceTracker;

/** What a developer wants to know first, on standard output. */
final class Banner {
    /** A property of the service that an embedded ZooKeeper registers once it serves: its address. */
    private static final String EMBEDDED = "twitcher.zk.embedded";

    private static final String NOT_YET = "embedded, still starting";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Banner() {}

    /** Prints it once the embedded ZooKeeper serves, or after a while without its address. */
    static void print(DaemonSettings settings, BundleContext context) {
        String zooKeeper = settings.zkservers().orElseGet(() -> embedded(context));
        System.out.println(String.join(
                System.lineSeparator(),
                "twitcher " + Version.text() + ", pid "
                        + ProcessHandle.current().pid(),
                "  config     " + settings.configPath() + "  (drop files here)",
                "  state      " + settings.stateDirectory(),
                "  ZooKeeper  " + zooKeeper,
                "  commands   " + command(settings) + " help",
                settings.hasConsole() ? "Ctrl-C stops it, Ctrl-D leaves only the console" : "Ctrl-C stops it"));
    }

    /** How this daemon is told something from another terminal. */
    private static String command(DaemonSettings settings) {
        boolean isFound = settings.invocation()
                .sourceTree()
                .map(tree -> tree.resolve(DaemonSettings.DEVEL_STATE_DIRECTORY))
                .filter(settings.stateDirectory()::equals)
                .isPresent();
        return isFound ? "./twitcher" : "twitcher --state_dir " + settings.stateDirectory();
    }

    /** The service's interface belongs to the bundles; the launcher knows it by a property only. */
    private static String embedded(BundleContext context) {
        ServiceTracker<Object, Object> tracker = new ServiceTracker<>(context, filter(), null);
        try {
            tracker.open();
            tracker.waitForService(PATIENCE.toMillis());
            return Optional.ofNullable(tracker.getServiceReference())
                    .map(reference -> reference.getProperty(EMBEDDED) + "  (embedded)")
                    .orElse(NOT_YET);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return NOT_YET;
        } catch (IllegalStateException stopping) {
            return NOT_YET;
        } finally {
            tracker.close();
        }
    }

    private static Filter filter() {
        try {
            return FrameworkUtil.createFilter("(" + EMBEDDED + "=*)");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
