package twitcher.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.ActionSpec;
import twitcher.api.Change;
import twitcher.api.Event;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.Run;
import twitcher.api.Watch;
import twitcher.api.action.Action;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.process.ProcessId;
import twitcher.engine.lane.Input;
import twitcher.engine.lane.Order;
import twitcher.engine.store.Intent;
import twitcher.engine.store.Store;

/**
 * One run at the edge: starts the action, keeps what can stop it, and posts how it ended to its lane. What is asked of a
 * run before it was started is done when it was.
 */
final class Execution {
    private static final Logger log = LoggerFactory.getLogger(Execution.class);

    private final String runId;
    private final Lane lane;

    /** Empty until it was started. Guarded by this. */
    private Optional<RunningAction> running = Optional.empty();

    /** What is to be done once it was started. Guarded by this. */
    private final List<Runnable> afterStart = new ArrayList<>(0);

    Execution(String runId, Lane lane) {
        this.runId = runId;
        this.lane = lane;
    }

    String runId() {
        return runId;
    }

    /** Starts {@code action}: on a pool thread, once. */
    void start(Order.Start order, Action action, Store store) {
        Payload payload = Payload.EMPTY;
        try {
            Change change = order.seen().change(order.watch().node());
            payload = change.payload();
            Context context = Context.of(order, change);
            store.begin(context.intent(order.run()));
            started(action.start(context), payload, store);
        } catch (IOException e) {
            notStarted("its payload, which was put aside, cannot be read: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            log.debug("{}: the action threw", order.watch().id(), e);
            notStarted(words(order.watch().action(), e));
        }
    }

    private static String words(ActionSpec action, Throwable thrown) {
        String message = Optional.ofNullable(thrown.getMessage()).orElse("no message");
        return "the action " + action.type() + " threw " + thrown.getClass().getSimpleName() + ": " + message;
    }

    private void notStarted(String why) {
        lane.post(new Input.Ended(runId, new Outcome.NotStarted(why), Output.NONE, Payload.EMPTY.sha256()));
    }

    private void started(RunningAction action, Payload payload, Store store) {
        lane.post(new Input.Started(runId));
        process(action).ifPresent(process -> store.process(runId, process));
        attach(action, payload.sha256());
    }

    private static Optional<ProcessId> process(RunningAction action) {
        try {
            return action.process();
        } catch (RuntimeException e) {
            log.warn("an action threw when asked for its process: {}", e.toString());
            return Optional.empty();
        }
    }

    /** Takes a run that is going: from now on it can be stopped, and its end is heard of. */
    void attach(RunningAction action, String sha256) {
        List<Runnable> asked;
        synchronized (this) {
            running = Optional.of(action);
            asked = List.copyOf(afterStart);
            afterStart.clear();
        }
        asked.forEach(Runnable::run);
        action.ending().whenComplete((ending, thrown) -> lane.post(ended(ending, thrown, sha256)));
    }

    private Input ended(RunningAction.Ending ending, Throwable thrown, String sha256) {
        if (ending == null || thrown != null) {
            Outcome broken = new Outcome.Failed("its end was not reported as it must be: " + thrown);
            return new Input.Ended(runId, broken, Output.NONE, sha256);
        }
        return new Input.Ended(runId, ending.outcome(), ending.output(), sha256);
    }

    void stop() {
        whenStarted(() -> action().stop());
    }

    void signal(int number) {
        whenStarted(() -> action().signal(number));
    }

    private synchronized RunningAction action() {
        return running.orElseThrow();
    }

    private void whenStarted(Runnable what) {
        synchronized (this) {
            if (running.isEmpty()) {
                afterStart.add(() -> guarded(what));
                return;
            }
        }
        guarded(what);
    }

    private void guarded(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException | Error e) {
            log.error("{}: run {} could not be told to stop: {}", lane.id(), runId, e.toString());
        }
    }

    /** What an action gets. */
    private record Context(
            String runId, Watch watch, Change change, Event event, int attempt, Optional<Instant> deadline)
            implements RunContext {
        static Context of(Order.Start order, Change change) {
            Run run = order.run();
            Optional<Instant> deadline = order.watch()
                    .policy()
                    .timeout()
                    .map(timeout -> Instant.now().plus(timeout));
            return new Context(run.id(), order.watch(), change, run.event(), run.attempt(), deadline);
        }

        Intent intent(Run run) {
            Duration killAfter = watch.surroundings().killAfter();
            return new Intent(run, Optional.empty(), true, killAfter, deadline);
        }
    }
}
