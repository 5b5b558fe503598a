package twitcher.zk.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.FrameworkProperties;
import twitcher.api.node.ConnectString;

/**
 * Runs a ZooKeeper server inside the daemon, for trying things out, if the framework property
 * {@link FrameworkProperties#ZK_EMBEDDED} is true. It serves 127.0.0.1 only, on port 2181, or a free one if that is
 * taken; its data is in the state directory. Once it serves, a {@link ConnectString} service says where, with the
 * properties {@code twitcher.zk.embedded} and {@code twitcher.zk.embedded.data}.
 */
@Component(
        service = {},
        immediate = true)
public final class EmbeddedZooKeeper {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedZooKeeper.class);
    private static final int USUAL_PORT = 2181;

    private final BundleContext context;
    private Optional<LocalServer> server = Optional.empty();
    private Optional<ServiceRegistration<ConnectString>> published = Optional.empty();
    private boolean stopped;

    @Activate
    public EmbeddedZooKeeper(BundleContext context) {
        this.context = context;
    }

    @Activate
    void start() {
        if (Boolean.parseBoolean(context.getProperty(FrameworkProperties.ZK_EMBEDDED))) {
            Thread starter = new Thread(this::serve, "twitcher-zk-embedded-start");
            starter.setDaemon(true);
            starter.start();
        }
    }

    @Deactivate
    synchronized void stop() {
        stopped = true;
        withdraw();
        server.ifPresent(LocalServer::close);
        server = Optional.empty();
    }

    private synchronized void serve() {
        Path data = Path.of(context.getProperty(FrameworkProperties.STATE_DIR), "zookeeper");
        try {
            if (!stopped) {
                LocalServer started = LocalServer.start(data, USUAL_PORT, this::failed);
                server = Optional.of(started);
                publish(started.address(), data);
                log.info(
                        "embedded zookeeper: serving {}, data in {}, written without fsync: not for production",
                        started.address(),
                        data);
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            log.error("embedded zookeeper: cannot start with its data in {}: {}", data, e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(String address, Path data) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put("twitcher.zk.embedded", address);
        properties.put("twitcher.zk.embedded.data", data.toString());
        ConnectString service = () -> address;
        published = Optional.of(context.registerService(ConnectString.class, service, properties));
    }

    private void withdraw() {
        published.ifPresent(ServiceRegistration::unregister);
        published = Optional.empty();
    }

    /** On a thread of the server that must not wait for us. */
    private void failed(String why) {
        log.error("embedded zookeeper: stopped working: {}; mend it and restart the daemon", why);
    }
}
