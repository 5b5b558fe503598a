package twitcher.shell.socket;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
import twitcher.shell.socket.Commands.Streams;

/**
 * Serves the socket in the daemon's state directory, with or without anything that carries out commands: when the
 * command shell is away, clients are told so.
 */
@Component(service = AdminSocket.class, immediate = true)
public final class AdminSocket {
    private static final Logger LOG = LoggerFactory.getLogger(AdminSocket.class);
    private static final String NO_COMMANDS =
            "the daemon runs, but its command shell does not: the bundles org.apache.felix.gogo.runtime and"
                    + " twitcher.shell must be there and active; restart the daemon if they do not come back";

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Commands commands;

    private final SocketPlace place;
    private final Frame greeting;
    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, Server.MAX_CLIENTS, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
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
            server = Optional.of(new Server(listener, new Peers(place.socket()), this::start, greeting));
            server.get().start();
        } catch (IOException e) {
            LOG.error("admin socket: cannot listen: {}; 'twitcher shell' will not work", e.toString());
        }
    }

    @Deactivate
    void stop() {
        server.ifPresent(Server::close);
        threads.shutdown(); // a command that stops this bundle must not be interrupted by it; see GogoCommands
        try {
            place.remove();
        } catch (IOException e) {
            LOG.warn("admin socket: cannot remove it: {}", e.toString());
        }
    }

    private Future<?> start(Request request, Outbox outbox) {
        try {
            return threads.submit(() -> outbox.end(Frame.exit(run(request, outbox))));
        } catch (RejectedExecutionException e) {
            outbox.offer(Frame.error("too many commands are still running, though their clients are gone: wait"));
            outbox.end(Frame.exit(Commands.NO));
            return CompletableFuture.completedFuture(null);
        }
    }

    private int run(Request request, Outbox outbox) {
        Commands present = commands;
        if (present == null) {
            outbox.offer(Frame.error(NO_COMMANDS));
            return Commands.NO;
        }
        try {
            Streams streams = new Streams(new FrameOutput(Frame.STDOUT, outbox), new FrameOutput(Frame.STDERR, outbox));
            return present.run(request, streams);
        } catch (RuntimeException | LinkageError e) {
            return unexpected(e, outbox);
        }
    }

    /** A command that stopped or updated this bundle finds that its classes are gone: nobody is left to be told. */
    private int unexpected(Throwable thrown, Outbox outbox) {
        if (!threads.isShutdown()) {
            LOG.error("admin socket: a command failed unexpectedly", thrown);
            outbox.offer(Frame.error("a bug in twitcher: " + thrown + "; the daemon's log has the details"));
        }
        return Commands.NO;
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "twitcher-shell-command-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
