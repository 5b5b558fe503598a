package twitcher.shell.socket;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What waits to be sent to one client. Commands put frames in from any thread and wait while it is full, so that a
 * client that does not read holds up its own command only; the socket's thread takes them out.
 */
final class Outbox {
    /** Bytes beyond which a command has to wait. */
    static final int FULL_BYTES = 256 * 1024;

    private final Runnable wakeup;
    private final Deque<ByteBuffer> frames = new ArrayDeque<>();
    private long bytes;
    private boolean ended;
    private boolean closed;

    /** @param wakeup tells the socket's thread that there is something to do; called without a lock held */
    Outbox(Runnable wakeup) {
        this.wakeup = wakeup;
    }

    /** Puts a frame in; waits while there is too much. Frames after the last one are dropped. */
    void put(Frame frame) throws IOException {
        synchronized (this) {
            awaitRoom();
            if (closed) {
                throw new IOException("the client is gone");
            }
            add(frame);
        }
        wakeup.run();
    }

    /** Puts a small frame in without waiting. */
    void offer(Frame frame) {
        synchronized (this) {
            add(frame);
        }
        wakeup.run();
    }

    /** Puts the last frame in, without waiting; only the first call counts. */
    void end(Frame last) {
        synchronized (this) {
            add(last);
            ended = true;
            notifyAll();
        }
        wakeup.run();
    }

    /** Whether the last frame is in. */
    synchronized boolean ended() {
        return ended;
    }

    /** The client is gone: nothing will be sent any more. */
    synchronized void close() {
        closed = true;
        frames.clear();
        notifyAll();
    }

    /** Sends as much as {@code client} takes. For the socket's thread. */
    synchronized void drainTo(WritableByteChannel client) throws IOException {
        while (!frames.isEmpty()) {
            bytes -= client.write(frames.peek());
            if (frames.peek().hasRemaining()) {
                break;
            }
            frames.remove();
        }
        notifyAll();
    }

    /** Whether something waits to be sent. */
    synchronized boolean waiting() {
        return !frames.isEmpty();
    }

    /** Whether everything has been sent. */
    synchronized boolean done() {
        return ended && frames.isEmpty();
    }

    private void add(Frame frame) {
        if (!ended && !closed) {
            ByteBuffer encoded = frame.encoded();
            bytes += encoded.remaining();
            frames.add(encoded);
        }
    }

    private void awaitRoom() throws InterruptedIOException {
        try {
            while (bytes > FULL_BYTES && !closed && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the client did not read");
        }
    }
}
