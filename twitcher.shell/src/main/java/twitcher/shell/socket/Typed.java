package twitcher.shell.socket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What comes from the terminal of a session and is not dealt with yet. The socket's thread puts it in and never waits;
 * the session takes it out. When too much is typed ahead, the newest keys are dropped, as a terminal does.
 */
public final class Typed {
    /** Bytes that are kept until the session takes them. */
    static final int MAX_BYTES = 64 * 1024;

    private static final int MAX_EVENTS = 4096;

    private final Deque<Event> events = new ArrayDeque<>();
    private int bytes;
    private boolean ended;

    /** Something that happened at the terminal. */
    public sealed interface Event {
        /** Keys were pressed: the bytes that they send. Not copied. */
        record Keys(byte[] bytes) implements Event {}

        /** The window has another size. */
        record Resized(int columns, int rows) implements Event {}
    }

    /** Adds an event, or drops it. */
    synchronized void put(Event event) {
        int size = event instanceof Event.Keys keys ? keys.bytes().length : 0;
        if (!ended && events.size() < MAX_EVENTS && bytes + size <= MAX_BYTES) {
            bytes += size;
            events.add(event);
            notifyAll();
        }
    }

    /** Nothing will come any more. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The next event; waits for it. Empty: the terminal is gone. */
    public synchronized Optional<Event> take() throws InterruptedException {
        while (events.isEmpty() && !ended) {
            wait();
        }
        return next();
    }

    /** The next event if there is one within a while; empty: there was none, or the terminal is gone. */
    public synchronized Optional<Event> poll(long millis) throws InterruptedException {
        if (events.isEmpty() && !ended) {
            wait(millis);
        }
        return next();
    }

    private Optional<Event> next() {
        Optional<Event> event = Optional.ofNullable(events.poll());
        if (event.isPresent() && event.get() instanceof Event.Keys keys) {
            bytes -= keys.bytes().length;
        }
        return event;
    }
}
