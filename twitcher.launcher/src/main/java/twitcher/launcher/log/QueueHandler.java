package twitcher.launcher.log;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import twitcher.launcher.Words;

/**
 * Hands events to a {@link Sink} on a thread of its own, so that whoever logs never waits for a disk or a hanging
 * syslog. The queue is bounded: what does not fit is dropped, counted, and the count is logged as soon as there is room.
 * {@link Repeats} are not even queued.
 */
final class QueueHandler extends Handler {
    private static final LogRecord WAKE_UP = Notices.warning("wake up");
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Sink sink;
    private final BlockingQueue<LogRecord> queue;
    private final Repeats repeats = new Repeats(System::nanoTime);
    private final AtomicLong dropped = new AtomicLong();
    private final Thread writer;
    private volatile boolean reopenWanted;
    private volatile boolean closed;
    private long lost;

    QueueHandler(Sink sink, int capacity) {
        this.sink = sink;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.writer = new Thread(this::writeAll, "twitcher-log");
        writer.setDaemon(true);
    }

    /** Begins to write. */
    QueueHandler start() {
        writer.start();
        return this;
    }

    /** Any thread; does not block. */
    @Override
    public void publish(LogRecord event) {
        if (!closed && isLoggable(event)) {
            repeats.pass(DetailedRecord.of(event)).forEach(this::enqueue);
        }
    }

    private void enqueue(LogRecord event) {
        if (!queue.offer(event)) {
            dropped.incrementAndGet();
        }
    }

    /** Has the sink opened anew, soon. Any thread; does not block. */
    void reopen() {
        reopenWanted = true;
        queue.offer(WAKE_UP);
    }

    /** Does nothing: the writer flushes whenever the queue is empty. */
    @Override
    public void flush() {}

    /** Waits a second at most for what is queued to be written. May be called twice. */
    @Override
    public void close() {
        // In this order: the writer ends as soon as it is closed and has nothing left to write.
        repeats.rest().forEach(this::enqueue);
        closed = true;
        queue.offer(WAKE_UP);
        try {
            writer.join(CLOSE_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void writeAll() {
        try {
            while (!closed || !queue.isEmpty()) {
                writeNext();
            }
            sink.close();
        } catch (IOException | InterruptedException e) {
            // The end of the log: there is nobody left to tell.
        }
    }

    private void writeNext() throws InterruptedException {
        LogRecord event = queue.poll();
        if (event == null) {
            attempt(sink::flush);
            event = queue.take();
        }
        if (reopenWanted) {
            reopenWanted = false;
            reopenSink();
        }
        if (event != WAKE_UP) {
            write(event);
        }
    }

    private void write(LogRecord event) {
        long missing = lost + dropped.getAndSet(0);
        lost = 0;
        if (missing > 0 && !attempt(() -> sink.write(Notices.warning(missing + " lines were lost here")))) {
            lost = missing;
        }
        if (!attempt(() -> sink.write(event))) {
            lost++;
        }
    }

    private void reopenSink() {
        try {
            sink.reopen();
        } catch (IOException e) {
            attempt(() ->
                    sink.write(Notices.warning("cannot be opened anew, going on with the old file: " + Words.of(e))));
        }
    }

    /** Whether it worked. What fails is counted, and told when writing works again. */
    private boolean attempt(Writing writing) {
        try {
            writing.run();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private interface Writing {
        void run() throws IOException;
    }
}
