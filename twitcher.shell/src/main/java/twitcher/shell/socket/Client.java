package twitcher.shell.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * One client, from its connection to its end: it talks (greeting, request), its command runs, and it lingers until it
 * has read everything. Confined to the socket's thread.
 */
final class Client {
    /** How long a client may be silent before its request is complete. */
    static final long SILENCE_NANOS = 10_000_000_000L;
    /** How long a client may take to go after the end. */
    static final long LINGER_NANOS = 2_000_000_000L;

    /** Starts a command on another thread, which ends the outbox. */
    interface Starter {
        Future<?> start(Request request, Outbox outbox);
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Outbox outbox;
    private final Starter starter;
    private final Frame greeting;
    private final FrameReader reader = new FrameReader();
    private final Handshake handshake = new Handshake();
    private Optional<Future<?>> command = Optional.empty();
    private boolean greeted;
    private boolean sent;
    private long heardNanos;

    /** @param greeting the answer to its greeting */
    Client(SelectionKey key, Outbox outbox, Starter starter, Frame greeting) {
        this.channel = (SocketChannel) key.channel();
        this.key = key;
        this.outbox = outbox;
        this.starter = starter;
        this.greeting = greeting;
        this.heardNanos = System.nanoTime();
    }

    /** Ends the conversation with an error, whatever the client says and whatever its command may say. */
    void refuse(String words) {
        greet();
        outbox.offer(Frame.error(words));
        outbox.end(Frame.exit(Commands.NO));
    }

    private void greet() {
        if (!greeted) {
            greeted = true;
            outbox.offer(greeting);
        }
    }

    /** Reads what the client sent. */
    void read(ByteBuffer buffer, long nowNanos) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            close();
            return;
        }
        heardNanos = nowNanos;
        if (!outbox.ended()) {
            reader.feed(buffer.flip());
            converse();
        }
    }

    private void converse() {
        try {
            for (Optional<Frame> frame = reader.next(); frame.isPresent(); frame = reader.next()) {
                take(frame.get());
            }
        } catch (ProtocolException e) {
            refuse(e.getMessage());
        }
    }

    private void take(Frame frame) throws ProtocolException {
        if (command.isPresent()) {
            throw new ProtocolException("more than one command on a connection");
        }
        Optional<Request> request = handshake.accept(frame);
        greet();
        if (request.isPresent()) {
            command = Optional.of(starter.start(request.get(), outbox));
        }
    }

    /** Sends what waits, and says so to the other side when that was all. */
    void flush(long nowNanos) throws IOException {
        outbox.drainTo(channel);
        key.interestOps(SelectionKey.OP_READ | (outbox.waiting() ? SelectionKey.OP_WRITE : 0));
        if (outbox.done() && !sent) {
            sent = true;
            heardNanos = nowNanos;
            channel.shutdownOutput();
        }
    }

    /** Whether it has been silent for too long. */
    boolean expired(long nowNanos) {
        long silence = nowNanos - heardNanos;
        return sent ? silence > LINGER_NANOS : command.isEmpty() && silence > SILENCE_NANOS;
    }

    /** Whether its command goes on. */
    boolean running() {
        return command.isPresent() && !outbox.ended();
    }

    /** Whether everything has been sent. */
    boolean sent() {
        return sent;
    }

    /** Whether it is gone. */
    boolean closed() {
        return !channel.isOpen();
    }

    /** Ends the connection, and its command with it. May be called again. */
    void close() throws IOException {
        command.ifPresent(running -> running.cancel(true));
        abandon();
    }

    /** Ends the connection; its command goes on without it. May be called again. */
    void abandon() throws IOException {
        outbox.close();
        key.cancel();
        channel.close();
    }
}
