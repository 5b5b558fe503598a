package twitcher.config;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ManagedService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * File Install's view of the watched folder, as wake-ups only. As the installer that it asks first, this one claims
 * whatever it finds, anywhere, and does nothing but wake the gate: so nothing is loaded unchecked. File Install watches
 * the folder only while this is open.
 */
final class Feed implements ArtifactInstaller, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("twitcher.config");
    private static final String FACTORY = "org.apache.felix.fileinstall";
    private static final String INSTANCE = "twitcher";
    private static final String FILTER = "(.*/)?[^./][^/]*\\.(twc|json|jar|cfg)";
    /** Not a wake-up that anybody waits for: the kernel's events come first, see docs/decisions/gate.md. */
    private static final int POLL_MS = 2_000;

    private static final int MOST_TIME_TO_END_S = 3;

    private final BundleContext context;
    private final ConfigurationAdmin admin;
    private final Runnable wake;
    private final ServiceRegistration<ArtifactInstaller> registration;

    /** A feed that claims everything from now on, and is given nothing before {@link #open}. */
    Feed(BundleContext context, ConfigurationAdmin admin, Runnable wake) {
        this.context = context;
        this.admin = admin;
        this.wake = wake;
        Dictionary<String, Object> first = new Hashtable<>();
        first.put(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
        this.registration = context.registerService(ArtifactInstaller.class, this, first);
    }

    /** Has File Install watch {@code folder}. */
    void open(Path folder, Path temporary) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("felix.fileinstall.dir", folder.toString());
        properties.put("felix.fileinstall.tmpdir", temporary.toString());
        properties.put("felix.fileinstall.filter", FILTER);
        properties.put("felix.fileinstall.poll", Integer.toString(POLL_MS));
        properties.put("felix.fileinstall.subdir.mode", "recurse");
        properties.put("felix.fileinstall.enableConfigSave", "false");
        properties.put("felix.fileinstall.bundles.new.start", "false");
        try {
            configuration().updateIfDifferent(properties);
        } catch (IOException | IllegalStateException e) {
            LOG.warn("{}: File Install does not watch it: {}", folder, Words.of(e));
        }
    }

    @Override
    public boolean canHandle(File artifact) {
        return true;
    }

    @Override
    public void install(File artifact) {
        wake.run();
    }

    @Override
    public void update(File artifact) {
        wake.run();
    }

    @Override
    public void uninstall(File artifact) {
        wake.run();
    }

    /** Claims everything until File Install has let go of the folder, which it does on Config Admin's thread. */
    @Override
    public void close() {
        try {
            configuration().delete();
            awaitConfigAdmin();
        } catch (IOException | IllegalStateException e) {
            LOG.debug("Config Admin ended first, and File Install's watching with it: {}", Words.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            registration.unregister();
        }
    }

    private Configuration configuration() throws IOException {
        return admin.getFactoryConfiguration(FACTORY, INSTANCE, "?");
    }

    /** Config Admin tells one after the other: once it has told this service, it has told File Install before. */
    private void awaitConfigAdmin() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Dictionary<String, Object> pid = new Hashtable<>();
        pid.put(Constants.SERVICE_PID, "twitcher.config.end");
        ManagedService last = properties -> told.countDown();
        ServiceRegistration<ManagedService> waiting = context.registerService(ManagedService.class, last, pid);
        try {
            if (!told.await(MOST_TIME_TO_END_S, TimeUnit.SECONDS)) {
                LOG.warn("File Install has not let go of the watched folder; it may load what is dropped into it now");
            }
        } finally {
            waiting.unregister();
        }
    }
}
