package twitcher.shell.socket;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.FrameworkProperties;

/**
 * Serves the socket in the daemon's state directory, with or without anything that carries out commands: when the
 * command shell is away, clients are told so.
 */
@Component(service = AdminSocket.class, immediate = true)
public final class AdminSocket {
    private static final Logger LOG = LoggerFactory.getLogger(AdminSocket.class);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Commands commands;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Sessions sessions;

    private final SocketPlace place;
    private final Frame greeting;
    private final Work work = new Work(() -> Optional.ofNullable(commands), () -> Optional.ofNullable(sessions));
    private Optional<Server> server = Optional.empty();

    @Activate
    public AdminSocket(BundleContext context) {
        this.place = new SocketPlace(Path.of(context.getProperty(FrameworkProperties.STATE_DIR)));
        this.greeting = Frame.hello(Handshake.VERSION, context.getProperty(FrameworkProperties.VERSION));
    }

    @Activate
    void start() {
        try {
            ServerSocketChannel listener = place.open();
            server = Optional.of(new Server(listener, new Peers(place.socket()), work::start, greeting));
            server.get().start();
        } catch (IOException e) {
            LOG.error("admin socket: cannot listen: {}; 'twitcher shell' will not work", e.toString());
        }
    }

    @Deactivate
    void stop() {
        server.ifPresent(Server::close);
        work.close();
        try {
            place.remove();
        } catch (IOException e) {
            LOG.warn("admin socket: cannot remove it: {}", e.toString());
        }
    }
}
