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
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
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
    private final Optional<Listener> listener;

    @Activate
    public Metrics(BundleContext context, MetricsSettings settings) {
        this(context.getProperty(FrameworkProperties.VERSION), settings);
    }

    Metrics(String version, MetricsSettings settings) {
        this.version = version;
        this.listener = open(settings);
    }

    private Optional<Listener> open(MetricsSettings settings) {
        try {
            Place place = Place.of(settings.listen(), settings.socketMode());
            Exposition pages =
                    new Exposition(() -> Collection.of(parts(), Instant.now(), Math.max(0, settings.watchesTold())));
            Listener opened = new Listener(place, pages);
            LOG.info("metrics: listening: address={}", opened.address());
            return Optional.of(opened);
        } catch (IllegalArgumentException e) {
            LOG.error("metrics: not listening: twitcher.metrics.cfg: {}", e.getMessage());
        } catch (IOException e) {
            LOG.error(
                    "metrics: not listening: cannot listen on {}: {}; mend it and write twitcher.metrics.cfg again",
                    settings.listen(),
                    e.getMessage());
        }
        return Optional.empty();
    }

    @Deactivate
    void close() {
        listener.ifPresent(Listener::close);
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
