package twitcher.shell.session;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jline.terminal.Attributes.ControlChar;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.InfoCmp;
import twitcher.shell.socket.Request.Window;

/**
 * A terminal at the other end of the socket. The other end is raw; echo, line editing and signals are done here. What is
 * typed comes in by {@link #type}.
 */
final class RemoteTerminal extends LineDisciplineTerminal {
    /** Bytes that may wait for whoever reads the terminal. More would make {@link #type} wait for them. */
    private static final int TYPED_AHEAD = 256;
    /** What JLine knows without asking another program. */
    private static final List<String> KNOWN = List.of(
            "dumb", "ansi", "xterm", "xterm-256color", "screen", "screen-256color", "rxvt", "rxvt-unicode-256color");

    private RemoteTerminal(String type, Guest guest) throws IOException {
        super(
                "twitcher",
                type,
                new BufferedOutputStream(guest.streams().out()),
                StandardCharsets.UTF_8,
                SignalHandler.SIG_IGN);
    }

    static RemoteTerminal of(Guest guest) throws IOException {
        Window window = guest.request().window();
        String type = known(window.type());
        if (InfoCmp.getLoadedInfoCmp(type) == null) {
            InfoCmp.setLoadedInfoCmp(type, InfoCmp.getDefaultInfoCmp(type));
        }
        RemoteTerminal terminal = new RemoteTerminal(type, guest);
        terminal.resize(window.columns(), window.rows());
        return terminal;
    }

    /** A type of terminal that JLine knows and that understands what {@code type} does. */
    static String known(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        if (KNOWN.contains(name)) {
            return name;
        } else if (name.startsWith("tmux") || name.startsWith("screen")) {
            return "screen-256color";
        } else if (name.startsWith("rxvt")) {
            return "rxvt-unicode-256color";
        } else if (name.startsWith("vt") || name.startsWith("linux") || name.startsWith("cons")) {
            return "ansi";
        }
        return name.isEmpty() || name.startsWith("dumb") ? "dumb" : "xterm-256color";
    }

    /** The window has another size; whoever shows something is told. */
    void resize(int columns, int rows) {
        setSize(new Size(columns > 0 ? columns : 80, rows > 0 ? rows : 24));
        raise(Terminal.Signal.WINCH);
    }

    /** Whether a key is a signal now, and no input. */
    boolean signals(byte key) {
        return attributes.getLocalFlag(LocalFlag.ISIG)
                && (key == attributes.getControlChar(ControlChar.VINTR)
                        || key == attributes.getControlChar(ControlChar.VQUIT)
                        || key == attributes.getControlChar(ControlChar.VSUSP));
    }

    /** Whether there is room for another key. */
    boolean room() {
        return slaveInput.available() < TYPED_AHEAD;
    }

    /** A key was pressed: input, or a signal. Handlers of the signal run on this thread. */
    void type(byte key) throws IOException {
        processInputByte(key);
    }
}
