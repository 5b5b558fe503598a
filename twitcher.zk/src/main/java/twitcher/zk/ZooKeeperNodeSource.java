package twitcher.zk;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.FrameworkProperties;
import twitcher.api.Node;
import twitcher.api.node.ConnectString;
import twitcher.api.node.Connection;
import twitcher.api.node.NodeListener;
import twitcher.api.node.NodeSource;
import twitcher.api.node.Subscription;

/**
 * The {@link NodeSource} of the daemon. It stays registered whatever becomes of its configuration or of the servers;
 * subscriptions outlive both. Clients are opened and closed on the timer's thread.
 */
@Component(
        service = {NodeSource.class, SharedClient.class},
        configurationPid = "twitcher.zk",
        immediate = true)
@ZooKeeperSettings
@Designate(ocd = ZooKeeperSettings.class)
public final class ZooKeeperNodeSource implements NodeSource, SharedClient {
    private static final Logger log = LoggerFactory.getLogger(ZooKeeperNodeSource.class);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final TimerThread timer = new TimerThread();
    private final ConnectionStatus status = new ConnectionStatus();
    private final WatchedNodes nodes = new WatchedNodes(timer);
    private final Client client = new Client(nodes, status, timer);
    private final Audit audit = new Audit(nodes, timer);
    private final ServerChoice choice;
    private volatile Map<String, ?> properties;

    @Activate
    public ZooKeeperNodeSource(BundleContext context, Map<String, ?> properties) {
        this.properties = Map.copyOf(properties);
        choice = new ServerChoice(
                Optional.ofNullable(context.getProperty(FrameworkProperties.ZKSERVERS)),
                Boolean.parseBoolean(context.getProperty(FrameworkProperties.ZK_EMBEDDED)));
    }

    @Activate
    void start() {
        readSettings();
        timer.after(Duration.ZERO, this::look);
    }

    private void readSettings() {
        SettingsReader reader = new SettingsReader(properties);
        audit.every(Duration.ofMinutes(reader.number("auditMinutes", 0)));
        ClientSettings.read(reader, Servers.parse("localhost"), "");
        reader.problems().forEach(problem -> log.warn("twitcher.zk.cfg: {}", problem));
    }

    @Modified
    void modified(Map<String, ?> now) {
        properties = Map.copyOf(now);
        readSettings();
        timer.after(Duration.ZERO, this::apply);
    }

    /** Secrets and certificates are replaced without a word to us. */
    private void look() {
        timer.after(LOOK, this::look);
        apply();
    }

    @Deactivate
    void stop() {
        timer.close();
        client.end();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindServers(ServiceReference<ConnectString> reference, ConnectString service) {
        choice.add(reference, service);
        timer.after(Duration.ZERO, this::apply);
    }

    void unbindServers(ServiceReference<ConnectString> reference) {
        choice.remove(reference);
        timer.after(Duration.ZERO, this::apply);
    }

    private void apply() {
        SettingsReader reader = new SettingsReader(properties);
        choice.choose(reader.text("servers")).ifPresentOrElse(chosen -> use(chosen, reader), this::await);
    }

    private void use(ServerChoice.Choice chosen, SettingsReader reader) {
        try {
            client.use(ClientSettings.read(reader, Servers.parse(chosen.text()), chosen.source()));
        } catch (IllegalArgumentException e) {
            client.refuse("", chosen.source() + ": " + e.getMessage());
        }
    }

    private void await() {
        client.close();
        status.connecting("", Optional.of("waiting for the embedded server"));
    }

    @Override
    public Subscription subscribe(Node node, NodeListener listener) {
        return nodes.subscribe(node, listener);
    }

    @Override
    public Connection connection() {
        return status.with(nodes.counts());
    }

    @Override
    public Optional<CuratorFramework> connected() {
        return client.connected();
    }
}
