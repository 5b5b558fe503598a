package twitcher.engine;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Change;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.Run;
import twitcher.api.action.Action;
import twitcher.api.action.AsyncAction;
import twitcher.api.action.BlockingAction;
import twitcher.api.action.RunningAction;
import twitcher.api.process.ProcessId;
import twitcher.api.process.ProcessLauncher;
import twitcher.engine.guest.BlockingRun;
import twitcher.engine.guest.GuestRun;
import twitcher.engine.lane.Input;
import twitcher.engine.lane.Order;
import twitcher.engine.store.Intent;

/**
 * One run at the edge: starts the action, keeps what can stop it, and posts how it ended to its lane. What is asked of a
 * run before it was started is done when it was.
 */
final class Execution {
    private static final Logger log = LoggerFactory.getLogger(Execution.class);

    private final String runId;
    private final Lane lane;
    private final Workshop shop;

    /** Empty until it was started. Guarded by this, as the rest. */
    private Optional<RunningAction> running = Optional.empty();

    /** What is to be done once it was started. */
    private final List<Runnable> afterStart = new ArrayList<>(0);

    private boolean stopped;

    /** What the action knows of the run; empty: another daemon started it. */
    private Optional<GuestRun> guest = Optional.empty();

    /** Who looks after its process, and what finds that again; empty: it is none. */
    private Optional<ProcessLauncher> launcher = Optional.empty();

    private Optional<ProcessLauncher.Orphan> orphan = Optional.empty();

    Execution(String runId, Lane lane, Workshop shop) {
        this.runId = runId;
        this.lane = lane;
        this.shop = shop;
    }

    String runId() {
        return runId;
    }

    /** Starts what {@code preparation} made: on a pool thread, once. */
    void start(Order.Start order, Preparation preparation) {
        if (shop.closed().get()) {
            return;
        }
        try {
            Change change = order.seen().change(order.watch().node());
            GuestRun context = new GuestRun(order.run(), order.watch(), change);
            shop.store().begin(intent(context, order.run(), preparation.isProcess()));
            guest(context);
            startedBy(shop.launcher().get(), begin(preparation.action(), context), context);
        } catch (IOException e) {
            lane.post(new Input.ContentLost(
                    runId, "its payload, which was put aside, cannot be read: " + e.getMessage()));
        } catch (OutOfMemoryError e) {
            ended(new Outcome.Postponed("no memory: " + e.getMessage()));
        } catch (RuntimeException | Error e) {
            log.debug("{}: the action threw", order.watch().id(), e);
            ended(new Outcome.NotStarted(words(order.watch().action().type(), e)));
        }
    }

    private static Intent intent(GuestRun context, Run run, boolean isProcess) {
        Duration killAfter = context.watch().surroundings().killAfter();
        return new Intent(run, Optional.empty(), isProcess, killAfter, context.deadline());
    }

    private RunningAction begin(Action action, GuestRun context) {
        long asked = System.nanoTime();
        RunningAction running = start(action, context);
        shop.reports().tally().startTook(Duration.ofNanos(System.nanoTime() - asked));
        return running;
    }

    private static RunningAction start(Action action, GuestRun context) {
        return action instanceof BlockingAction blocking
                ? BlockingRun.start(blocking, context)
                : ((AsyncAction) action).start(context);
    }

    private synchronized void guest(GuestRun context) {
        guest = Optional.of(context);
    }

    private static String words(String type, Throwable thrown) {
        String message = Optional.ofNullable(thrown.getMessage()).orElse("no message");
        return "the action " + type + " threw " + thrown.getClass().getSimpleName() + ": " + message;
    }

    private void ended(Outcome outcome) {
        lane.post(new Input.Ended(runId, outcome, Output.NONE, Payload.EMPTY.sha256()));
    }

    private void startedBy(Optional<ProcessLauncher> by, RunningAction action, GuestRun context) {
        Optional<ProcessId> process = action.process();
        process.ifPresent(id -> shop.store().process(runId, id));
        synchronized (this) {
            launcher = process.flatMap(id -> by);
            Duration killAfter = context.watch().surroundings().killAfter();
            orphan = process.map(id -> new ProcessLauncher.Orphan(runId, Optional.of(id), Instant.now(), killAfter));
        }
        lane.post(new Input.Started(runId));
        attach(action, context.change().payload().sha256());
    }

    /** Takes over a run that is going, which {@code by} looks after. */
    void adopted(ProcessLauncher by, ProcessLauncher.Orphan found, RunningAction action) {
        synchronized (this) {
            launcher = Optional.of(by);
            orphan = Optional.of(found);
        }
        attach(action, Payload.EMPTY.sha256());
    }

    private void attach(RunningAction action, String sha256) {
        List<Runnable> asked = new ArrayList<>();
        synchronized (this) {
            running = Optional.of(action);
            asked.addAll(afterStart);
            afterStart.clear();
            if (stopped && asked.isEmpty()) {
                asked.add(() -> guarded(this::tellToStop));
            }
        }
        asked.forEach(Runnable::run);
        action.ending().whenComplete((ending, thrown) -> lane.post(ended(ending, thrown, sha256)));
    }

    private Input ended(RunningAction.Ending ending, Throwable thrown, String sha256) {
        if (ending == null || thrown != null) {
            Outcome broken = new Outcome.Failed("its end was not reported as it must be: " + thrown);
            return new Input.Ended(runId, broken, Output.NONE, sha256);
        }
        boolean own = !ending.output().equals(Output.NONE);
        Output output = own ? ending.output() : written();
        return new Input.Ended(runId, ending.outcome(), output, sha256);
    }

    private synchronized Output written() {
        return guest.map(GuestRun::output).orElse(Output.NONE);
    }

    /** Whether its process was looked after by another launcher than {@code young}, which is there now. */
    synchronized boolean strange(ProcessLauncher young) {
        return launcher.filter(old -> old != young).isPresent();
    }

    /** Lets {@code young} look after its process: on a pool thread. */
    void readopt(ProcessLauncher young) {
        ProcessLauncher.Orphan lost;
        synchronized (this) {
            lost = orphan.orElseThrow();
        }
        try {
            Optional<RunningAction> found = young.adopt(lost);
            lane.post(new Input.Readopted(runId));
            found.ifPresentOrElse(action -> adopted(young, lost, action), this::gone);
        } catch (RuntimeException | Error e) {
            log.warn("{}: run {} cannot be looked after: {}", lane.id(), runId, e.toString());
        }
    }

    private void gone() {
        ended(new Outcome.Unknown());
    }

    void stop() {
        synchronized (this) {
            stopped = true;
        }
        whenStarted(this::tellToStop);
    }

    private void tellToStop() {
        Optional<GuestRun> context;
        synchronized (this) {
            context = guest;
        }
        context.ifPresent(run ->
                run.requestStop().forEach(what -> shop.threads().starts.execute(() -> guarded(what))));
        action().stop();
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
            log.error("{}: run {} could not be told: {}", lane.id(), runId, e.toString());
        }
    }
}
