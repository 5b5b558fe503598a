package twitcher.config.python;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.process.Worker;
import twitcher.config.python.worker.Wire;

/** Workers that wait, ready, for a function to be run: made one at a time, only while some watch has a function. */
final class Spares implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spares.class);

    /** A run that just took a spare has the processor to itself for that long. */
    private static final long PAUSE_MILLIS = 300;

    private final Interpreters.Opener opener;
    private final PythonConfig config;
    private final Deque<Ready> ready = new ArrayDeque<>();
    private Worker coming;
    private boolean wanted;
    private boolean working;
    private boolean failed;
    private boolean closed;

    private record Ready(Worker worker, long since) {}

    Spares(Interpreters.Opener opener, PythonConfig config) {
        this.opener = opener;
        this.config = config;
    }

    /** Whether some watch has a function as its action. */
    void want(boolean some) {
        synchronized (this) {
            wanted = some;
            failed = false;
            if (some) {
                fill();
                return;
            }
        }
        drop();
    }

    /** A worker to run a function: a spare, or a new one that is still to start. */
    Worker take() throws IOException {
        synchronized (this) {
            failed = false;
            for (Ready spare = ready.poll(); spare != null; spare = ready.poll()) {
                if (spare.worker().isAlive()) {
                    fill();
                    return spare.worker();
                }
                spare.worker().close();
            }
        }
        Worker cold = opener.open();
        synchronized (this) {
            fill();
        }
        return cold;
    }

    /** How many are ready. */
    synchronized int count() {
        return ready.size();
    }

    private void fill() {
        notifyAll();
        if (wanted && !closed && !failed && !working && config.spares() > 0) {
            working = true;
            Thread thread = new Thread(this::work, "twitcher-python-spares");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Makes spares until there are enough, and ends those that are not needed any more. */
    private void work() {
        try {
            while (step()) {
                make();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            synchronized (this) {
                working = false;
                notifyAll();
            }
        }
    }

    /** Whether another is to be made; waits while there are enough, until some get old or all is over. */
    private synchronized boolean step() throws InterruptedException {
        boolean full = false;
        while (wanted && !closed && !failed && ready.size() >= config.spares()) {
            full = true;
            long age = TimeUnit.NANOSECONDS.toMillis(
                    System.nanoTime() - ready.peek().since());
            long left = config.spareIdleMs() - age;
            if (left <= 0) {
                ready.forEach(spare -> spare.worker().close());
                ready.clear();
                return false;
            }
            wait(left);
        }
        if (full && !closed) {
            wait(PAUSE_MILLIS);
        }
        return wanted && !closed && !failed;
    }

    private void make() {
        try {
            Worker worker = opener.open();
            synchronized (this) {
                coming = worker;
            }
            Wire.read(worker.answers());
            synchronized (this) {
                coming = null;
                if (wanted && !closed) {
                    ready.add(new Ready(worker, System.nanoTime()));
                    return;
                }
            }
            worker.close();
        } catch (IOException e) {
            synchronized (this) {
                coming = null;
                failed = true;
                if (!closed && wanted) {
                    LOG.warn("no process is ready for Python functions, they start more slowly: {}", e.toString());
                }
            }
        }
    }

    private void drop() {
        Deque<Ready> old;
        Worker unfinished;
        synchronized (this) {
            old = new ArrayDeque<>(ready);
            ready.clear();
            unfinished = coming;
            notifyAll();
        }
        old.forEach(spare -> spare.worker().close());
        if (unfinished != null) {
            unfinished.close();
        }
    }

    /** Ends all of them. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        drop();
    }
}
