package twitcher.shell.command;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleRevision;

/** The bundles of the framework, in words. */
final class Bundles {
    private static final Map<Integer, String> STATES = Map.of(
            Bundle.INSTALLED, "INSTALLED",
            Bundle.RESOLVED, "RESOLVED",
            Bundle.STARTING, "STARTING",
            Bundle.ACTIVE, "ACTIVE",
            Bundle.STOPPING, "STOPPING",
            Bundle.UNINSTALLED, "UNINSTALLED");

    private Bundles() {}

    static String state(Bundle bundle) {
        return STATES.getOrDefault(bundle.getState(), "in state " + bundle.getState());
    }

    /** Those that should be active and are not. A fragment is never active. */
    static List<Bundle> notActive(BundleContext context) {
        return Stream.of(context.getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING)
                .filter(bundle -> !fragment(bundle))
                .toList();
    }

    private static boolean fragment(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }

    /** Name and version, such as {@code twitcher.exec 2.0.0}. */
    static String name(Bundle bundle) {
        return bundle == null ? "gone" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
