package twitcher.config;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import twitcher.api.Watch;
import twitcher.api.config.WatchFile;

/** The reading of one file as a service: at every moment at least one, once there was one. On the gate's thread. */
final class Publication {
    /** Grows across restarts of this bundle, as far as the clock does. */
    private static final AtomicLong REVISIONS = new AtomicLong(System.currentTimeMillis() << 16);

    private final BundleContext context;
    private final String file;
    private Optional<WatchFile> published = Optional.empty();
    private Optional<ServiceRegistration<WatchFile>> registration = Optional.empty();

    Publication(BundleContext context, String file) {
        this.context = context;
        this.file = file;
    }

    /** The watches that run from the file. */
    List<Watch> watches() {
        return published.map(WatchFile::watches).orElse(List.of());
    }

    /** Makes this the reading; nothing happens if it is already. */
    void publish(List<Watch> watches, boolean held) {
        boolean same = published
                .filter(now -> now.watches().equals(watches) && now.held() == held)
                .isPresent();
        if (!same) {
            replace(new WatchFile(file, REVISIONS.incrementAndGet(), watches, held));
        }
    }

    /** Holds the watches of the present reading, or releases them. */
    void hold(boolean held) {
        published.ifPresent(now -> publish(now.watches(), held));
    }

    /** The file is gone: a reading without watches says so, and then there is none. */
    void withdraw() {
        publish(List.of(), false);
        vanish();
    }

    /** Nobody tells any more what the file says; its watches wait. */
    void vanish() {
        registration.ifPresent(ServiceRegistration::unregister);
        registration = Optional.empty();
        published = Optional.empty();
    }

    private void replace(WatchFile next) {
        Optional<ServiceRegistration<WatchFile>> before = registration;
        registration = Optional.of(context.registerService(WatchFile.class, next, null));
        published = Optional.of(next);
        before.ifPresent(ServiceRegistration::unregister);
    }
}
