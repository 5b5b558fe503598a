package twitcher.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import twitcher.api.admin.Guests;

/**
 * What is done with the bundles of the watched folder, and with no others. Every method calls code of theirs (activators)
 * and may hang in it: on the bundles' thread only.
 */
final class BundleWork {
    private static final String LOCATION = "twitcher:";

    private final BundleContext context;
    private final FrameworkWiring wiring;
    private final Supplier<Optional<Guests>> guests;

    /** Bundles whose action types start no runs, by file. */
    private final Map<String, Long> draining = new ConcurrentHashMap<>();

    /** {@code guests} lets the runs of a bundle end, if it is there. */
    BundleWork(BundleContext context, Supplier<Optional<Guests>> guests) {
        this.context = context;
        this.guests = guests;
        this.wiring = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
    }

    /** What came of it. */
    sealed interface Outcome {
        /** It is done. */
        record Done() implements Outcome {}

        /** It is not, and will not be before the file changes. */
        record Failed(String why) implements Outcome {}

        /** It is not, but may be when other bundles come or go. */
        record Lacking(String why) implements Outcome {}

        /** It is not, for the reason given, perhaps because something lacks; the bundle before it runs again. */
        record WentBack(String why, boolean lacking) implements Outcome {}
    }

    /** Where a file's bundle is installed from. */
    static String location(String file) {
        return LOCATION + file;
    }

    /** Whether the class is of a bundle of the watched folder. Any thread. */
    static boolean isOfFolder(Class<?> type) {
        Bundle bundle = FrameworkUtil.getBundle(type);
        return bundle != null && bundle.getLocation().startsWith(LOCATION);
    }

    /** Whether the bundle of {@code file} is installed. Any thread. */
    boolean isInstalled(String file) {
        return context.getBundle(location(file)) != null;
    }

    /** Symbolic name and version of the bundle of {@code file}. Any thread. */
    String name(String file) {
        Bundle bundle = context.getBundle(location(file));
        return bundle == null ? "(uninstalled)" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    /**
     * Where a bundle of that name and version comes from, other than from {@code file}; empty: there is none. Any thread.
     */
    Optional<String> twin(String file, String name) {
        return Arrays.stream(context.getBundles())
                .filter(b -> name.equals(b.getSymbolicName() + " " + b.getVersion()))
                .map(Bundle::getLocation)
                .filter(from -> !from.equals(location(file)))
                .findFirst();
    }

    /** Completes when the runs of the bundle have ended, or the time is over: with how many are going. Any thread. */
    CompletionStage<Integer> drain(String file, Duration patience) {
        Bundle bundle = context.getBundle(location(file));
        Optional<Guests> present = guests.get().filter(g -> bundle != null);
        present.ifPresent(g -> draining.put(file, bundle.getBundleId()));
        return present.map(g -> g.drain(bundle.getBundleId(), patience))
                .orElseGet(() -> CompletableFuture.completedStage(0));
    }

    /** What {@link #drain} began is over. Any thread. */
    void release(String file) {
        Optional.ofNullable(draining.remove(file)).ifPresent(id -> guests.get().ifPresent(g -> g.release(id)));
    }

    /** Starts what was put last; if it does not start, puts and starts {@code before} again. */
    Outcome startOrGoBack(String file, Optional<Path> before) throws IOException, InterruptedException {
        Outcome young = start(file);
        if (young instanceof Outcome.Done || before.isEmpty()) {
            return young;
        }
        String name = name(file);
        boolean back = put(file, before.get()) instanceof Outcome.Done && start(file) instanceof Outcome.Done;
        if (!back) {
            return young;
        }
        return young instanceof Outcome.Lacking lacking
                ? new Outcome.WentBack(name + " " + lacking.why(), true)
                : new Outcome.WentBack(name + " " + ((Outcome.Failed) young).why(), false);
    }

    /** Installs the bundle of {@code file}, or updates it, from a copy of its bytes that nobody else can alter. */
    Outcome put(String file, Path copy) throws IOException, InterruptedException {
        Optional<String> problem = JarFiles.problem(copy);
        if (problem.isPresent()) {
            return new Outcome.Failed(problem.get());
        }
        Bundle bundle = context.getBundle(location(file));
        try (InputStream in = Files.newInputStream(copy)) {
            if (bundle == null) {
                context.installBundle(location(file), in);
            } else {
                bundle.stop(Bundle.STOP_TRANSIENT);
                bundle.update(in);
                refresh(bundle);
            }
            return new Outcome.Done();
        } catch (BundleException e) {
            return e.getType() == BundleException.DUPLICATE_BUNDLE_ERROR
                    ? new Outcome.Lacking(
                            "is a bundle that is installed already; delete one of the two: " + Words.of(e))
                    : new Outcome.Failed("cannot be installed: " + words(e));
        }
    }

    /** Starts the bundle of {@code file}; a fragment is attached. */
    Outcome start(String file) throws InterruptedException {
        Bundle bundle = context.getBundle(location(file));
        if (bundle == null) {
            return new Outcome.Failed("was uninstalled by somebody else; touch the file to have it back");
        }
        if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0) {
            return attach(bundle);
        }
        try {
            // Threads that the bundle makes inherit it, by which they are known as its own.
            Optional.of(bundle)
                    .filter(b -> wiring.resolveBundles(List.of(b)))
                    .map(b -> b.adapt(BundleWiring.class))
                    .ifPresent(w -> Thread.currentThread().setContextClassLoader(w.getClassLoader()));
            bundle.start(Bundle.START_ACTIVATION_POLICY);
            return new Outcome.Done();
        } catch (BundleException e) {
            return e.getType() == BundleException.RESOLVE_ERROR
                    ? new Outcome.Lacking("does not resolve: " + new Missing(wiring).words(bundle, e))
                    : new Outcome.Failed("does not start: " + words(e));
        } finally {
            Thread.currentThread().setContextClassLoader(null);
        }
    }

    /** Stops and uninstalls the bundle of {@code file}; those that use its packages are rewired. */
    Outcome remove(String file) throws InterruptedException {
        Bundle bundle = context.getBundle(location(file));
        if (bundle != null) {
            try {
                bundle.uninstall();
            } catch (BundleException e) {
                return new Outcome.Failed("cannot be uninstalled: " + words(e));
            }
            refresh(bundle);
        }
        return new Outcome.Done();
    }

    /** A host that is resolved already takes a fragment only when it is refreshed, which only our own bundles are. */
    private Outcome attach(Bundle fragment) throws InterruptedException {
        if (wiring.resolveBundles(List.of(fragment))) {
            return new Outcome.Done();
        }
        String host =
                fragment.getHeaders().get(Constants.FRAGMENT_HOST).split(";")[0].trim();
        List<Bundle> ours = Arrays.stream(context.getBundles())
                .filter(b -> host.equals(b.getSymbolicName()) && b.getLocation().startsWith(LOCATION))
                .toList();
        if (ours.isEmpty()) {
            return new Outcome.Lacking("is a fragment of " + host + ", which is not there or runs already");
        }
        refresh(ours.toArray(Bundle[]::new));
        return fragment.getState() == Bundle.RESOLVED
                ? new Outcome.Done()
                : new Outcome.Failed("is a fragment that its host " + host + " does not take");
    }

    private void refresh(Bundle... bundles) throws InterruptedException {
        CountDownLatch refreshed = new CountDownLatch(1);
        wiring.refreshBundles(List.of(bundles), event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        refreshed.await();
    }

    /** The words of what a bundle threw, if it did. */
    private static String words(BundleException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof BundleException ? Words.of(cause) : cause.toString();
    }
}
