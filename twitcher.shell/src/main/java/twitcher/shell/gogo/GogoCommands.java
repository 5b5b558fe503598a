package twitcher.shell.gogo;

import java.io.IOException;
import java.io.InputStream;
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
import twitcher.shell.socket.Commands;
import twitcher.shell.socket.Request;
import twitcher.shell.text.Printable;
import twitcher.shell.text.Screen;

/** Carries out each command in a Gogo session of its own. */
@Component
public final class GogoCommands implements Commands {
    private static final Logger LOG = LoggerFactory.getLogger(GogoCommands.class);

    private final BundleContext context;
    private final CommandProcessor processor;
    private final Set<CommandSession> sessions = ConcurrentHashMap.newKeySet();

    @Activate
    public GogoCommands(BundleContext context, @Reference CommandProcessor processor) {
        this.context = context;
        this.processor = processor;
    }

    /** Ends all commands, except one that ends this bundle. */
    @Deactivate
    void close() {
        Optional<CommandSession> own = Optional.ofNullable(CommandSession.Utils.current());
        sessions.stream().filter(session -> !own.equals(Optional.of(session))).forEach(CommandSession::close);
    }

    @Override
    public int run(Request request, Streams streams) {
        CommandTable table = CommandTable.of(context);
        Optional<CommandTable.Meaning> meaning = table.meaning(request.argv());
        if (meaning.isEmpty()) {
            say(streams, table.unknown(request.argv()));
            return USAGE;
        }
        CommandName name = meaning.get().name();
        Invocation invocation = Invocation.of(name, meaning.get().skip(), request);
        return run(invocation, new Failures(name, table.usages(name)), request.window(), streams);
    }

    private int run(Invocation invocation, Failures failures, Request.Window window, Streams streams) {
        CommandSession session = processor.createSession(InputStream.nullInputStream(), streams.out(), streams.err());
        sessions.add(session);
        try {
            new Screen(window.columns(), window.rows(), window.colour(), window.terminal()).putInto(session);
            Invocation.Ending ending = invocation.in(session);
            print(streams, ending.result());
            return Math.min(Math.max(ending.error(), 0), 255);
        } catch (Exception e) { // a command may throw anything
            logUnexpected(invocation.name(), e);
            say(streams, failures.words(e));
            return failures.exitCode(e);
        } finally {
            sessions.remove(session);
            session.close();
        }
    }

    private static void logUnexpected(CommandName name, Exception e) {
        if (Failures.unexpected(e)) {
            LOG.error("{}: failed unexpectedly", name, e);
        } else {
            LOG.debug("{}: {}", name, e.toString());
        }
    }

    private static void print(Streams streams, String text) throws IOException {
        if (!text.isEmpty()) {
            streams.out().write((text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void say(Streams streams, String words) {
        try {
            streams.err().write(("twitcher: " + Printable.lines(words) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("nobody to hear it: {}", words);
        }
    }
}
