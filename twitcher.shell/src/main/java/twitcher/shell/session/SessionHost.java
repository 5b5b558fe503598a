package twitcher.shell.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.shell.command.CompletionCommands;
import twitcher.shell.socket.Commands;
import twitcher.shell.socket.Commands.Streams;
import twitcher.shell.socket.Request;
import twitcher.shell.socket.Sessions;

/** Holds sessions, if JLine is there. */
@Component
public final class SessionHost implements Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(SessionHost.class);

    /** A session, as far as it is known here: its class can only be loaded if JLine is there. */
    interface Held {
        /** Whether {@code other} is the Gogo session of this one. */
        boolean isOf(Optional<CommandSession> other);

        /** Ends it, and what it does, and says so. Any thread; may be called again. */
        void dismiss();
    }

    private final Daemon daemon;
    private final Set<Held> sessions = ConcurrentHashMap.newKeySet();

    @Activate
    public SessionHost(
            BundleContext context, @Reference CommandProcessor processor, @Reference CompletionCommands known) {
        this.daemon = new Daemon(context, processor, known);
    }

    /** Ends all sessions; one whose command ends this bundle ends by itself. */
    @Deactivate
    void close() {
        Optional<CommandSession> own = Optional.ofNullable(CommandSession.Utils.current());
        sessions.stream().filter(session -> !session.isOf(own)).forEach(Held::dismiss);
    }

    @Override
    public int hold(Request request, Streams streams, Visitor visitor) {
        if (!request.window().terminal()) {
            return refuse(streams, "a session needs a terminal; for a single command: twitcher COMMAND");
        }
        try {
            return hold(new Session(daemon, new Guest(request, streams, visitor)));
        } catch (NoClassDefFoundError e) {
            return refuse(streams, "sessions need the bundle org.jline, which is not there (" + e.getMessage() + ")");
        } catch (IOException e) {
            return refuse(streams, "cannot set up a terminal: " + e.getMessage());
        }
    }

    private int hold(Session session) {
        sessions.add(session);
        try {
            LOG.info("session of {}: begins", session.user());
            return session.hold();
        } finally {
            sessions.remove(session);
            session.close();
            LOG.info("session of {}: ended", session.user());
        }
    }

    private static int refuse(Streams streams, String words) {
        try {
            streams.err().write(("twitcher: " + words + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("nobody to hear it: {}", words);
        }
        return Commands.NO;
    }
}
