package twitcher.shell.session;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.shell.socket.Typed;

/**
 * Takes what is typed to the terminal, on a thread of its own, {@code twitcher-shell-keys}. Ctrl-C overtakes what was typed
 * before it and not read yet, and drops it, so that a command can always be interrupted.
 */
final class Keyboard {
    private static final Logger LOG = LoggerFactory.getLogger(Keyboard.class);
    private static final long FULL_MILLIS = 10;

    private final Typed typed;
    private final RemoteTerminal terminal;
    private final Runnable gone;
    private final Deque<Byte> waiting = new ArrayDeque<>();
    private final Thread thread = new Thread(this::serve, "twitcher-shell-keys");

    /** @param gone called once there is nobody at the terminal any more */
    Keyboard(Typed typed, RemoteTerminal terminal, Runnable gone) {
        this.typed = typed;
        this.terminal = terminal;
        this.gone = gone;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends its thread. May be called again. */
    void close() {
        thread.interrupt();
    }

    private void serve() {
        try {
            while (serveNext()) {
                deliver();
            }
        } catch (InterruptedException e) {
            LOG.debug("keyboard: closed");
        } catch (IOException e) {
            LOG.debug("keyboard: {}", e.toString());
        } finally {
            gone.run();
        }
    }

    /** Takes the next event; false: there will be none. */
    private boolean serveNext() throws IOException, InterruptedException {
        Optional<Typed.Event> event = waiting.isEmpty() ? typed.take() : typed.poll(FULL_MILLIS);
        if (event.isEmpty()) {
            return !waiting.isEmpty();
        }
        if (event.get() instanceof Typed.Event.Resized size) {
            terminal.resize(size.columns(), size.rows());
        } else if (event.get() instanceof Typed.Event.Keys keys) {
            press(keys.bytes());
        }
        return true;
    }

    private void press(byte[] keys) throws IOException {
        for (byte key : keys) {
            if (terminal.signals(key)) {
                waiting.clear();
                terminal.type(key);
            } else {
                waiting.add(key);
            }
        }
    }

    private void deliver() throws IOException {
        while (!waiting.isEmpty() && terminal.room()) {
            terminal.type(waiting.remove());
        }
    }
}
