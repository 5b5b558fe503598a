package twitcher.launcher.client;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import twitcher.launcher.Signals;

/**
 * The near end of a session: keys go to the daemon, and it alone decides what they do. The terminal is what it was
 * before when the session ends, however it ends.
 */
final class TerminalEnd implements NearEnd, AutoCloseable {
    private static final int KEYS = 4096;

    private final RawTerminal terminal;
    private final StandardStreams streams;
    private final Thread restoring;
    private boolean started;

    TerminalEnd(RawTerminal terminal, OutputStream stdout, OutputStream stderr) {
        this.terminal = terminal;
        this.streams = new StandardStreams(stdout, stderr);
        this.restoring = new Thread(terminal::restore, "twitcher-client-restore");
    }

    @Override
    public void out(Frame frame) throws OutputException {
        streams.out(frame);
    }

    /** What goes wrong is said when the session is over. */
    @Override
    public void err(Frame frame) throws OutputException {
        terminal.restore();
        streams.err(frame);
    }

    @Override
    public void raw(FrameChannel channel) throws IOException {
        if (started) {
            return;
        }
        started = true;
        Runtime.getRuntime().addShutdownHook(restoring);
        terminal.makeRaw();
        Signals.handle("WINCH", () -> tellSize(channel));
        Signals.handle("CONT", () -> resume(channel));
        tellSize(channel);
        Thread keys = new Thread(() -> passKeys(channel), "twitcher-client-keys");
        keys.setDaemon(true);
        keys.start();
    }

    @Override
    public void close() {
        terminal.restore();
    }

    private void passKeys(FrameChannel channel) {
        try (InputStream keyboard = new FileInputStream(FileDescriptor.in)) {
            byte[] keys = new byte[KEYS];
            for (int count = keyboard.read(keys); count > 0; count = keyboard.read(keys)) {
                send(channel, FrameType.KEYS, ByteBuffer.wrap(keys, 0, count));
            }
            channel.close();
        } catch (IOException e) {
            // The other thread finds that the connection is gone, and says so.
        }
    }

    private void tellSize(FrameChannel channel) {
        Optional<int[]> size = terminal.size();
        if (size.isPresent()) {
            ByteBuffer body = ByteBuffer.allocate(4);
            body.putShort((short) size.get()[1]).putShort((short) size.get()[0]).flip();
            sendQuietly(channel, body);
        }
    }

    /** The shell that stopped and continued us has altered the terminal. */
    private void resume(FrameChannel channel) {
        try {
            terminal.makeRaw();
            tellSize(channel);
        } catch (IOException e) {
            // The terminal is gone; so the keys will end.
        }
    }

    private void sendQuietly(FrameChannel channel, ByteBuffer size) {
        try {
            send(channel, FrameType.RESIZE, size);
        } catch (IOException e) {
            // The other thread finds that the connection is gone, and says so.
        }
    }

    private synchronized void send(FrameChannel channel, FrameType type, ByteBuffer body) throws IOException {
        channel.send(type, body);
    }
}
