package twitcher.shell.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.Future;
import twitcher.shell.socket.Sessions.Visitor;

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
        Future<?> start(Request request, Outbox outbox, Visitor visitor);
    }

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Outbox outbox;
    private final Starter starter;
    private final Frame greeting;
    private final String user;
    private final Typed typed = new Typed();
    private final FrameReader reader = new FrameReader();
    private final Handshake handshake = new Handshake();
    private Optional<Future<?>> command = Optional.empty();
    private boolean session;
    private boolean greeted;
    private boolean sent;
    private long heardNanos;

    /** Two ends of a connection. */
    record Line(SelectionKey key, Outbox outbox) {}

    /**
     * @param user who it is
     * @param greeting the answer to its greeting
     */
    Client(Line line, String user, Starter starter, Frame greeting) {
        this.channel = (SocketChannel) line.key().channel();
        this.key = line.key();
        this.outbox = line.outbox();
        this.user = user;
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
        if (session) {
            type(frame);
            return;
        }
        if (command.isPresent()) {
            throw new ProtocolException("more than one command on a connection");
        }
        Optional<Request> request = handshake.accept(frame);
        greet();
        if (request.isPresent()) {
            session = request.get().kind() == Request.Kind.SESSION;
            Visitor visitor = new Visitor(user, typed, () -> outbox.offer(Frame.raw()));
            command = Optional.of(starter.start(request.get(), outbox, visitor));
        }
    }

    private void type(Frame frame) throws ProtocolException {
        switch (frame.type()) {
            case Frame.KEYS -> typed.put(new Typed.Event.Keys(frame.body()));
            case Frame.RESIZE -> typed.put(resized(new BodyReader(frame)));
            case Frame.SIGNAL -> {} // a raw terminal sends keys, and no signals
            default -> throw new ProtocolException("not a key");
        }
    }

    private static Typed.Event resized(BodyReader body) throws ProtocolException {
        return new Typed.Event.Resized(body.u16(), body.u16());
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
        typed.end();
        outbox.close();
        key.cancel();
        channel.close();
    }
}
