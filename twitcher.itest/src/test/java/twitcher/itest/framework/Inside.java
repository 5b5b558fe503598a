package twitcher.itest.framework;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import twitcher.api.FrameworkProperties;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.WatchStatus;
import twitcher.api.admin.Watches;
import twitcher.api.node.ConnectString;
import twitcher.itest.support.Journal;
import twitcher.itest.support.Nodes;

/** What the tests inside the framework do again and again. */
final class Inside {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final BundleContext context;
    private final Path home;

    Inside(BundleContext context) {
        this.context = context;
        home = Path.of(context.getProperty(FrameworkProperties.CONFIG_PATH)).getParent();
    }

    /** A client of the embedded server, as soon as that serves. */
    Nodes nodes() throws Exception {
        return Nodes.connect(service(ConnectString.class).value());
    }

    Journal journal(String name) {
        return new Journal(home.resolve(name + ".journal"));
    }

    /** Where the framework of this test has its files. */
    Path home() {
        return home;
    }

    Path file(String name) {
        return home.resolve(name);
    }

    /** Drops {@code <name>.json} with one watch, "it", of the given settings (JSON without braces). */
    void watch(String name, String settings) throws IOException {
        drop(name + ".json", "{\"watches\": [{\"description\": \"it\", " + settings + "}]}");
    }

    /** Drops a file, in one step. */
    void drop(String file, String text) throws IOException {
        Path written = Files.writeString(home.resolve("dropped"), text);
        Files.move(written, home.resolve("config").resolve(file), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Waits until the watch of {@link #watch} is in the given state. */
    void awaitState(String name, WatchStatus.State state) {
        awaitState(name + ".json:it", state, LIMIT);
    }

    /** Waits until the watch of that id is in the given state. */
    void awaitState(String id, WatchStatus.State state, Duration limit) {
        Awaitility.await(id + " is " + state)
                .atMost(limit)
                .until(() -> service(Watches.class)
                        .find(id)
                        .map(status -> status.state() == state)
                        .orElse(false));
    }

    /** The service, as soon as it is there. */
    <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(LIMIT.toMillis());
            if (service == null) {
                throw new AssertionError("no service " + type.getName() + " after " + LIMIT + "; " + inactive());
            }
            return service;
        } finally {
            tracker.close();
        }
    }

    /** Whether a service of that type and filter is there. */
    boolean hasService(String type, String filter) throws Exception {
        ServiceReference<?>[] found = context.getAllServiceReferences(type, filter);
        return found != null && found.length > 0;
    }

    /** All bundles of ours, by name. */
    List<Bundle> ours() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getSymbolicName() != null
                        && bundle.getSymbolicName().startsWith("twitcher."))
                .toList();
    }

    Bundle bundle(String name) {
        return ours().stream()
                .filter(bundle -> bundle.getSymbolicName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Uninstalls a bundle and installs and starts it again from where it came. */
    void reinstall(Bundle bundle) throws BundleException {
        String location = bundle.getLocation();
        bundle.uninstall();
        context.installBundle(location).start();
    }

    /** Waits until a file is in the given state, for a reason that has {@code word} in it. */
    void awaitFile(String file, String state, String word) {
        Awaitility.await(file + " is " + state + " for " + word)
                .atMost(LIMIT)
                .until(() -> service(ConfigFiles.class).list().stream()
                        .anyMatch(status -> status.file().equals(file)
                                && status.state().name().equals(state)
                                && status.problems().toString().contains(word)));
    }

    /** Waits until a change waits in the watch of {@link #watch}, or is yet to be seen by it. */
    void awaitPending(String name) {
        Awaitility.await(name + " has a change waiting")
                .atMost(LIMIT)
                .until(() -> service(Watches.class)
                        .find(name + ".json:it")
                        .map(WatchStatus::pending)
                        .orElse(false));
    }

    private List<String> inactive() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
                .map(bundle -> "not active: " + bundle)
                .toList();
    }
}
