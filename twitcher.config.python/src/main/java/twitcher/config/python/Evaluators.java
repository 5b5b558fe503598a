package twitcher.config.python;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import twitcher.api.config.NotReady;
import twitcher.config.python.worker.Program;

/**
 * Evaluates configs, as a rule one after the other in one worker. A config that takes long has that to itself, and those
 * behind it get another, so that a loop in one file does not hold up the others. Any thread; waits.
 */
final class Evaluators implements AutoCloseable {
    /** As many as files may be read at once, and one for files that are only looked at. */
    static final int MOST = 4;

    /** How long a config holds up others, once its worker is ready. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final long LOOK_MILLIS = 100;

    private final Supplier<Evaluator> maker;
    private final List<Evaluator> all = new ArrayList<>();
    private final Deque<Evaluator> free = new ArrayDeque<>();
    private boolean closed;

    Evaluators(Supplier<Evaluator> maker) {
        this.maker = maker;
    }

    /** As {@link Evaluator#evaluate}. */
    Map<String, Object> evaluate(Program program) throws Evaluator.Unanswered {
        Evaluator evaluator = take();
        try {
            return evaluator.evaluate(program);
        } finally {
            giveBack(evaluator);
        }
    }

    private synchronized Evaluator take() {
        while (free.isEmpty() && !closed && !another()) {
            await();
        }
        if (closed) {
            throw Evaluator.stopping();
        }
        if (free.isEmpty()) {
            Evaluator made = maker.get();
            all.add(made);
            return made;
        }
        Evaluator next = free.stream().filter(Evaluator::isWarm).findFirst().orElseGet(free::peek);
        free.remove(next);
        return next;
    }

    /** Whether there is to be one more: all are busy with something that takes long. */
    private boolean another() {
        return all.size() < MOST && all.stream().allMatch(evaluator -> evaluator.takes(PATIENCE));
    }

    private void await() {
        try {
            wait(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotReady("it was interrupted");
        }
    }

    /** One worker that waits is enough. */
    private synchronized void giveBack(Evaluator evaluator) {
        if (free.stream().anyMatch(Evaluator::isWarm)) {
            evaluator.rest();
        }
        free.push(evaluator);
        notifyAll();
    }

    /** Ends the workers, and with them evaluations that are going on. */
    @Override
    public void close() {
        List<Evaluator> some;
        synchronized (this) {
            closed = true;
            some = List.copyOf(all);
            notifyAll();
        }
        some.forEach(Evaluator::close);
    }
}
