package twitcher.launcher;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.launcher.log.LogServiceBridge;

/** The OSGi framework in this process, with the distribution's bundles in it. */
final class Container {
    private static final Logger LOG = LoggerFactory.getLogger(Container.class);
    private static final String RESCAN = "(twitcher.command=rescan)";

    private final Framework framework;

    private Container(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts the framework and each bundle. A bundle that does not start is logged, and the others run without it.
     *
     * @param jars copied when they are installed, so that they may be replaced while the daemon runs
     * @param started asked of each before it is started; of one that is not wanted any more it says no
     * @throws StartFailure if the framework does not start, or a bundle cannot be installed
     */
    static Container start(Map<String, Object> properties, List<Path> jars, Predicate<Bundle> started)
            throws StartFailure {
        return startAt(
                properties, jars.stream().map(jar -> jar.toUri().toString()).toList(), started);
    }

    /**
     * The same with bundles that are not copied: for a framework that ends before anybody replaces them.
     *
     * @param started which of them are started; the others are only there, with what they say of themselves
     */
    static Container startInPlace(Map<String, Object> properties, List<Path> jars, Predicate<Bundle> started)
            throws StartFailure {
        return startAt(
                properties, jars.stream().map(jar -> "reference:" + jar.toUri()).toList(), started);
    }

    private static Container startAt(Map<String, Object> properties, List<String> locations, Predicate<Bundle> started)
            throws StartFailure {
        Framework framework = new FrameworkFactory().newFramework(properties);
        try {
            framework.init();
            LogServiceBridge.open(framework.getBundleContext());
            List<Bundle> bundles = install(framework.getBundleContext(), locations);
            framework.start();
            bundles.stream().filter(started).forEach(Container::start);
            return new Container(framework);
        } catch (BundleException e) {
            throw new StartFailure("the OSGi framework does not start: " + deepest(e));
        }
    }

    /** The services of the framework. */
    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Returns when the framework was stopped, by whomever; starts it again if somebody updated it. */
    void waitForStop() throws InterruptedException {
        FrameworkEvent event = framework.waitForStop(0);
        while (event.getType() == FrameworkEvent.STOPPED_UPDATE) {
            try {
                framework.start();
            } catch (BundleException e) {
                LOG.error("the framework does not start again after its update: {}", deepest(e));
                return;
            }
            event = framework.waitForStop(0);
        }
    }

    /** Stops bundles and framework; returns whether they stopped before the time was over. */
    boolean stop(Duration timeout) throws InterruptedException {
        try {
            framework.stop();
        } catch (BundleException e) {
            LOG.error("the framework does not stop: {}", deepest(e));
        }
        return framework.waitForStop(timeout.toMillis()).getType() != FrameworkEvent.WAIT_TIMEDOUT;
    }

    /** Has the watched folder looked at now. */
    void rescan() {
        BundleContext context = framework.getBundleContext();
        if (context == null) {
            return;
        }
        try {
            for (ServiceReference<Runnable> reference : context.getServiceReferences(Runnable.class, RESCAN)) {
                run(context, reference);
            }
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(BundleContext context, ServiceReference<Runnable> reference) {
        Runnable rescan = context.getService(reference);
        if (rescan == null) {
            return;
        }
        try {
            rescan.run();
        } finally {
            context.ungetService(reference);
        }
    }

    /** All or none: a daemon without its engine, on a full disk for instance, would only look as if it watched. */
    private static List<Bundle> install(BundleContext context, List<String> locations) throws StartFailure {
        List<Bundle> bundles = new ArrayList<>();
        for (String jar : locations) {
            try {
                bundles.add(context.installBundle(jar));
            } catch (BundleException e) {
                throw new StartFailure("bundle " + jar + ": cannot be installed: " + deepest(e)
                        + "; is there room in --state_dir, and is the distribution complete?");
            }
        }
        return bundles;
    }

    private static void start(Bundle bundle) {
        boolean isFragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        if (isFragment) {
            return;
        }
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        try {
            thread.setContextClassLoader(Bundles.isConsole(bundle) ? null : loader);
            bundle.start(Bundle.START_ACTIVATION_POLICY);
        } catch (BundleException e) {
            LOG.error("bundle {}: does not start: {}", bundle.getSymbolicName(), deepest(e));
        } finally {
            thread.setContextClassLoader(loader);
        }
    }

    private static String deepest(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Optional.ofNullable(cause.getMessage()).orElse(cause.toString());
    }
}
