package twitcher.config.python;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.config.NotReady;
import twitcher.api.process.Worker;
import twitcher.config.python.worker.Program;
import twitcher.config.python.worker.Wire;

/**
 * Has configs evaluated, one at a time, by a worker that is kept while there is something to do. A worker that was altered
 * by a config, died or took too long is not used again. The time that a worker takes to start is no config's.
 */
final class Evaluator implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);
    private static final int MOST_EVALUATIONS = 500;

    private final Interpreters.Opener opener;
    private final ScheduledExecutorService timer;
    private final PythonConfig config;
    private final LongSupplier nanos;
    private final Pause pause;
    private volatile Worker worker;
    private volatile boolean closed;
    private int evaluations;
    private Future<?> idle;

    /** Since when a config has been evaluated; only while {@link #evaluating}. */
    private volatile long since;

    private volatile boolean evaluating;

    /** An evaluation without an answer. */
    static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1;

        Unanswered(String why) {
            super(why);
        }
    }

    /** {@code nanos} is the clock. */
    Evaluator(Interpreters.Opener opener, ScheduledExecutorService timer, PythonConfig config, LongSupplier nanos) {
        this.opener = opener;
        this.timer = timer;
        this.config = config;
        this.nanos = nanos;
        this.pause = new Pause(nanos);
    }

    /**
     * What the worker answers: watches, problems, used modules. Waits for it.
     *
     * @throws Unanswered in words, if it took too long, or ended
     * @throws NotReady if there is no worker to evaluate anything
     */
    synchronized Map<String, Object> evaluate(Program program) throws Unanswered {
        stay();
        begin();
        Map<String, Object> request = program.message();
        request.put("do", "evaluate");
        AtomicBoolean late = new AtomicBoolean();
        since = nanos.getAsLong();
        evaluating = true;
        try {
            Map<String, Object> answer = limited(worker, config.evaluationLimitMs(), late, asked -> {
                Wire.write(asked.requests(), request);
                return Wire.read(asked.answers());
            });
            evaluations++;
            keep(answer);
            return answer;
        } catch (IOException | RejectedExecutionException e) {
            end();
            throw new Unanswered(words(late.get()));
        } finally {
            evaluating = false;
        }
    }

    /** Whether what it evaluates has taken so long already. */
    boolean takes(Duration time) {
        return evaluating && nanos.getAsLong() - since >= time.toNanos();
    }

    /** Whether it has a worker. */
    boolean isWarm() {
        return worker != null;
    }

    /** Ends the worker; the next evaluation starts another. */
    synchronized void rest() {
        stay();
        end();
    }

    private String words(boolean late) {
        if (closed) {
            throw stopping();
        }
        return late
                ? "has not ended within " + config.evaluationLimitMs() / 1000.0
                        + " s; its process was killed. A config declares watches and ends"
                : "ended the process that evaluates it (by os._exit or System.exit, or because it used more than "
                        + config.heapMb() + " MiB)";
    }

    static NotReady stopping() {
        return new NotReady("the bundle for Python is being stopped");
    }

    /** Makes sure that a worker is ready. */
    private void begin() {
        if (worker != null && !worker.isAlive()) {
            end();
        }
        if (worker != null) {
            return;
        }
        pause.why().ifPresent(why -> {
            throw new NotReady(why);
        });
        AtomicBoolean late = new AtomicBoolean();
        try {
            start(late);
            pause.over();
        } catch (IOException | RejectedExecutionException e) {
            end();
            throw closed ? stopping() : unready(late.get(), e);
        }
    }

    private void start(AtomicBoolean late) throws IOException {
        worker = opener.open();
        evaluations = 0;
        if (closed) {
            throw new IOException("closed");
        }
        limited(worker, config.startLimitMs(), late, asked -> Wire.read(asked.answers()));
    }

    private NotReady unready(boolean late, Exception e) {
        String why = reason(late, e);
        pause.begin(why);
        LOG.debug("{}", why); // whoever asked says which file waits for it
        return new NotReady(why);
    }

    private String reason(boolean late, Exception e) {
        if (late) {
            return "Python has not started within " + config.startLimitMs() / 1000.0
                    + " s (startLimitMs); is the machine overloaded?";
        }
        return "Python cannot be started: "
                + (e instanceof EOFException
                        ? "its process ended before it was ready"
                        : e instanceof FileSystemException ? e.toString() : e.getMessage());
    }

    private interface Exchange {
        Map<String, Object> with(Worker asked) throws IOException;
    }

    /** Kills the worker if that takes longer. */
    private Map<String, Object> limited(Worker asked, int limitMs, AtomicBoolean late, Exchange exchange)
            throws IOException {
        Runnable kill = () -> {
            late.set(true);
            asked.close();
        };
        Future<?> limit = timer.schedule(kill, limitMs, TimeUnit.MILLISECONDS);
        try {
            return exchange.with(asked);
        } finally {
            limit.cancel(false);
        }
    }

    private void keep(Map<String, Object> answer) {
        if (Boolean.TRUE.equals(answer.get("dirty")) || evaluations >= MOST_EVALUATIONS) {
            end();
        } else {
            idle = timer.schedule(this::idle, config.evaluationIdleMs(), TimeUnit.MILLISECONDS);
        }
    }

    private void stay() {
        if (idle != null) {
            idle.cancel(false);
            idle = null;
        }
    }

    private synchronized void idle() {
        if (idle != null) {
            end();
        }
    }

    private void end() {
        Worker old = worker;
        worker = null;
        if (old != null) {
            old.close();
        }
    }

    /** Ends the worker, and with it an evaluation that is going on. */
    @Override
    public void close() {
        closed = true;
        Worker old = worker;
        if (old != null) {
            old.close();
        }
    }
}
