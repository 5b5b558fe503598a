package twitcher.metrics;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.FrameworkProperties;
import twitcher.api.admin.ConfigFiles;
import twitcher.api.admin.Insight;
import twitcher.api.admin.Watches;
import twitcher.api.node.NodeSource;

/** Listens for Prometheus as long as there is a configuration; what it asks may come and go. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "twitcher.metrics",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = MetricsSettings.class)
public final class Metrics {
    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Insight insight;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Watches watches;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile NodeSource nodes;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile ConfigFiles files;

    private final String version;
    private volatile int watchesTold;
    private Optional<Place> place = Optional.empty();
    private Optional<Listener> listener = Optional.empty();

    @Activate
    public Metrics(BundleContext context, MetricsSettings settings) {
        this(context.getProperty(FrameworkProperties.VERSION), settings);
    }

    Metrics(String version, MetricsSettings settings) {
        this.version = version;
        modified(settings);
    }

    /** Listens as it is told now. If it cannot, it goes on as before. */
    @Modified
    void modified(MetricsSettings settings) {
        watchesTold = Math.max(0, settings.watchesTold());
        try {
            Place wanted = Place.of(settings.listen(), settings.socketMode());
            if (listener.isEmpty() || !place.equals(Optional.of(wanted))) {
                move(wanted);
            }
        } catch (IllegalArgumentException e) {
            LOG.error("metrics: {}: twitcher.metrics.cfg: {}", present(), e.getMessage());
        } catch (IOException e) {
            LOG.error(
                    "metrics: {}: cannot listen on {}: {}; mend it and write twitcher.metrics.cfg again",
                    present(),
                    settings.listen(),
                    e.getMessage());
        }
    }

    private String present() {
        return listener.isEmpty() ? "not listening" : "goes on listening on " + place.orElseThrow();
    }

    /** Opens the new listener before it closes the old one, unless they are in each other's way. */
    private void move(Place wanted) throws IOException {
        if (place.filter(wanted::isInTheWayOf).isPresent()) {
            close();
        }
        Listener opened =
                new Listener(wanted, new Exposition(() -> Collection.of(parts(), Instant.now(), watchesTold)));
        close();
        listener = Optional.of(opened);
        place = Optional.of(wanted);
        LOG.info("metrics: listening: address={}", opened.address());
    }

    @Deactivate
    void close() {
        listener.ifPresent(Listener::close);
        listener = Optional.empty();
    }

    /** Where it listens; empty: it could not. */
    Optional<Listener> listener() {
        return listener;
    }

    private Parts parts() {
        Optional<Insight> engine = Optional.ofNullable(insight);
        return new Parts(
                version,
                engine.map(Insight::figures),
                Optional.ofNullable(watches).map(Watches::list).orElse(List.of()),
                engine.map(Insight::waiting).orElse(List.of()),
                Optional.ofNullable(nodes).map(NodeSource::connection),
                Optional.ofNullable(files).map(ConfigFiles::list).orElse(List.of()));
    }
}
