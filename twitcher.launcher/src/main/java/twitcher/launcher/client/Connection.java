package twitcher.launcher.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import twitcher.launcher.ExitCode;

/** A connection to a daemon that has answered. Used by one thread. */
final class Connection implements Closeable {
    private final FrameChannel channel;
    private final Frame answer;

    private Connection(FrameChannel channel, Frame answer) {
        this.channel = channel;
        this.answer = answer;
    }

    /**
     * Connects, says hello and waits for an answer.
     *
     * @param timeout for all of it
     * @throws NoDaemonException if the daemon does not answer in time
     * @throws IOException if there is none
     */
    static Connection open(UnixDomainSocketAddress address, Duration timeout) throws IOException {
        SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
        Timeout timer = Timeout.start(timeout, socket);
        try {
            socket.connect(address);
            FrameChannel channel = new FrameChannel(socket);
            greet(channel);
            return new Connection(channel, channel.receive());
        } catch (IOException e) {
            socket.close();
            throw timer.isOver() ? timeout(address, timeout) : e;
        } finally {
            timer.stop();
        }
    }

    /**
     * Has the daemon run the command. A daemon that will not says why in its output, and sets the exit code.
     *
     * @return the command's exit code
     * @throws OutputException if its output cannot be passed on
     * @throws IOException if the connection ends before the command
     */
    int run(Request request, OutputStream stdout, OutputStream stderr) throws IOException {
        return run(request, new StandardStreams(stdout, stderr));
    }

    /** As {@link #run(Request, OutputStream, OutputStream)}, with any near end. */
    int run(Request request, NearEnd nearEnd) throws IOException {
        Frame frame = answer;
        if (Hello.isUnderstood(answer)) {
            sendUnlessRefused(request);
        }
        while (true) {
            switch (frame.type()) {
                case HELLO -> {}
                case STDOUT -> nearEnd.out(frame);
                case STDERR -> nearEnd.err(frame);
                case RAW -> nearEnd.raw(channel);
                case EXIT -> {
                    return Byte.toUnsignedInt(frame.body().get());
                }
                case REQUEST, ATTACHMENT, KEYS, RESIZE ->
                    throw new ProtocolException(frame.type() + " from the daemon");
            }
            frame = channel.receive();
        }
    }

    /** Disconnects, which ends a command that still runs. */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Whoever listens there may have closed already; then what it said is still to be read. */
    private static void greet(FrameChannel channel) {
        try {
            channel.send(FrameType.HELLO, Hello.ours());
        } catch (IOException e) {
            // The next receive tells whether there are words left or the connection is lost.
        }
    }

    /** A daemon may close before it has read everything; then what it said is still to be read. */
    private void sendUnlessRefused(Request request) throws IOException {
        try {
            request.send(channel);
        } catch (ProtocolException e) {
            throw e;
        } catch (IOException e) {
            // The next receive tells whether there are words left or the connection is lost.
        }
    }

    private static NoDaemonException timeout(UnixDomainSocketAddress address, Duration timeout) {
        String words = "the daemon at " + address + " did not answer within " + timeout.toSeconds() + " s";
        return new NoDaemonException(words, ExitCode.TIMEOUT);
    }
}
