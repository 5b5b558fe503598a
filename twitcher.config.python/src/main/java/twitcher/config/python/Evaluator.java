package twitcher.config.python;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import twitcher.api.process.Worker;
import twitcher.config.python.worker.Program;
import twitcher.config.python.worker.Wire;

/**
 * Has configs evaluated, one at a time, by a worker that is kept while there is something to do. A worker that was altered
 * by a config, died or took too long is not used again.
 */
final class Evaluator implements AutoCloseable {
    private static final int MOST_EVALUATIONS = 500;

    private final Interpreters.Opener opener;
    private final ScheduledExecutorService timer;
    private final PythonConfig config;
    private volatile Worker worker;
    private volatile boolean closed;
    private int evaluations;
    private Future<?> idle;

    /** An evaluation without an answer. */
    static final class Unanswered extends Exception {
        private static final long serialVersionUID = 1;

        Unanswered(String why) {
            super(why);
        }
    }

    Evaluator(Interpreters.Opener opener, ScheduledExecutorService timer, PythonConfig config) {
        this.opener = opener;
        this.timer = timer;
        this.config = config;
    }

    /**
     * What the worker answers: watches, problems, used modules. Waits for it.
     *
     * @throws Unanswered in words, if it took too long, or ended
     */
    synchronized Map<String, Object> evaluate(Program program) throws Unanswered {
        AtomicBoolean late = new AtomicBoolean();
        try {
            stay();
            begin(late);
            Map<String, Object> request = program.message();
            request.put("do", "evaluate");
            Map<String, Object> answer = limited(worker, late, asked -> {
                Wire.write(asked.requests(), request);
                return Wire.read(asked.answers());
            });
            evaluations++;
            keep(answer);
            return answer;
        } catch (IOException | RejectedExecutionException e) {
            boolean began = worker != null;
            end();
            throw new Unanswered(words(late.get(), began, e));
        }
    }

    private String words(boolean late, boolean began, Exception e) {
        if (closed) {
            return "the bundle for Python is being stopped";
        } else if (late) {
            return "has not ended within " + config.evaluationLimitMs() / 1000.0
                    + " s; its process was killed. A config declares watches and ends";
        }
        return !began
                ? "Python cannot be started: " + e.getMessage()
                : "ended the process that evaluates it (by os._exit or System.exit, or because it used more than "
                        + config.heapMb() + " MiB)";
    }

    private void begin(AtomicBoolean late) throws IOException {
        if (worker != null && !worker.isAlive()) {
            end();
        }
        if (worker == null) {
            worker = opener.open();
            evaluations = 0;
            if (closed) {
                throw new IOException("closed");
            }
            limited(worker, late, asked -> Wire.read(asked.answers()));
        }
    }

    private interface Exchange {
        Map<String, Object> with(Worker asked) throws IOException;
    }

    /** Kills the worker if that takes longer than an evaluation may. */
    private Map<String, Object> limited(Worker asked, AtomicBoolean late, Exchange exchange) throws IOException {
        Runnable kill = () -> {
            late.set(true);
            asked.close();
        };
        Future<?> limit = timer.schedule(kill, config.evaluationLimitMs(), TimeUnit.MILLISECONDS);
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
            idle = timer.schedule(this::rest, config.evaluationIdleMs(), TimeUnit.MILLISECONDS);
        }
    }

    private void stay() {
        if (idle != null) {
            idle.cancel(false);
            idle = null;
        }
    }

    private synchronized void rest() {
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
