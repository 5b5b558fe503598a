package twitcher.shell.session;

import java.io.IOError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.FrameworkProperties;
import twitcher.shell.socket.Commands;
import twitcher.shell.text.Tone;

/**
 * A session with somebody at a terminal: reads a line, carries it out, and again. Ctrl-C ends what a line does, Ctrl-D at
 * the prompt ends the session; neither ends the daemon.
 */
final class Session implements SessionHost.Held {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Set<String> LEAVING = Set.of("exit", "quit", "logout");
    private static final int HISTORY_LINES = 1000;

    private final Daemon daemon;
    private final Guest guest;
    private final RemoteTerminal terminal;
    private final CommandSession gogo;
    private final LineReader reader;
    private final Keyboard keyboard;
    private volatile Thread holder;
    private volatile boolean dismissed;
    private volatile boolean closed;

    Session(Daemon daemon, Guest guest) throws IOException {
        this.daemon = daemon;
        this.guest = guest;
        this.terminal = RemoteTerminal.of(guest);
        this.gogo = daemon.processor().createSession(terminal.input(), terminal.output(), terminal.output());
        this.reader = LineReaderBuilder.builder()
                .appName("twitcher")
                .terminal(terminal)
                .completer(new Completion(daemon))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .variable(LineReader.HISTORY_FILE, history())
                .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES)
                .build();
        this.keyboard = new Keyboard(guest.visitor().typed(), terminal, this::close);
    }

    private Path history() {
        String user = user().replaceAll("[^A-Za-z0-9._-]", "_");
        return Path.of(daemon.property(FrameworkProperties.STATE_DIR)).resolve("shell.history." + user);
    }

    /** What was typed is nobody else's business. */
    private void makeHistory() {
        try {
            Files.createFile(
                    history(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            LOG.debug("session of {}: {}", user(), e.toString());
        }
    }

    /** Whose session it is. */
    String user() {
        return guest.visitor().user();
    }

    @Override
    public boolean isOf(Optional<CommandSession> other) {
        return other.equals(Optional.of(gogo));
    }

    /** Holds it until it ends. */
    int hold() {
        holder = Thread.currentThread();
        makeHistory();
        new SessionVariables(terminal, guest.request().window().colour()).putInto(gogo);
        terminal.handle(Signal.INT, signal -> interrupt());
        guest.visitor().raw().run();
        keyboard.start();
        Lines lines = new Lines(daemon, gogo, terminal);
        lines.say(Tone.FAINT, "twitcher " + daemon.version() + ": 'help' lists the commands, Ctrl-D ends the session");
        try {
            while (!closed && next(lines)) {
                terminal.flush();
            }
        } catch (IOError e) {
            LOG.debug("session of {}: the terminal is gone: {}", user(), e.toString());
        }
        return dismissed ? farewell() : Commands.FINE;
    }

    private int farewell() {
        try {
            guest.streams().err().write("\ntwitcher: the daemon's shell stops\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.debug("session of {}: {}", user(), e.toString());
        }
        return Commands.NO;
    }

    /** Reads a line and carries it out; false: it was the last. */
    private boolean next(Lines lines) {
        try {
            String line = reader.readLine("twitcher> ").strip();
            if (LEAVING.contains(line)) {
                return false;
            }
            lines.carryOut(line);
        } catch (UserInterruptException e) {
            return true;
        } catch (EndOfFileException e) {
            return false;
        }
        return true;
    }

    /** Ends what the present line does, if anything. On the keyboard's thread. */
    private void interrupt() {
        Job job = gogo.foregroundJob();
        if (job != null) {
            job.interrupt();
            holder.interrupt(); // a job that is interrupted before it has begun never ends
        }
    }

    @Override
    public void dismiss() {
        dismissed = true;
        close();
    }

    /** Ends it, and what it does. Any thread; may be called again. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        gogo.close();
        keyboard.close();
        try {
            terminal.close();
        } catch (IOException e) {
            LOG.debug("session of {}: {}", user(), e.toString());
        }
    }
}
