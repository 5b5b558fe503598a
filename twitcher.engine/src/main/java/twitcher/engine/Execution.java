package twitcher.engine;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
import twitcher.engine.guest.Guest;
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
    private final String type;
    private final Lane lane;
    private final Workshop shop;

    /** Empty until it was started. Guarded by this, as the rest. */
    private Optional<RunningAction> running = Optional.empty();

    /** What is to be done once it was started. */
    private final List<Runnable> afterStart = new ArrayList<>(0);

    private boolean stopped;

    /** On whose threads it runs, and what the action knows of it; empty: another daemon started it. */
    private Optional<Guest> guest = Optional.empty();

    private Optional<GuestRun> seen = Optional.empty();

    /** Whether its lane was told that it ended although it had not. */
    private boolean late;

    /** Whether it was told to stop and did not in time. */
    private boolean stuck;

    private boolean over;

    /** Who looks after its process, and what finds that again; empty: it is none. */
    private Optional<ProcessLauncher> launcher = Optional.empty();

    private Optional<ProcessLauncher.Orphan> orphan = Optional.empty();

    /** A run of an action of {@code type}. */
    Execution(String runId, String type, Lane lane, Workshop shop) {
        this.runId = runId;
        this.type = type;
        this.lane = lane;
        this.shop = shop;
    }

    String runId() {
        return runId;
    }

    String type() {
        return type;
    }

    /** Starts what {@code preparation} made: on a thread of its guest, once. */
    void start(Order.Start order, Preparation preparation) {
        if (shop.closed().get()) {
            return;
        }
        Guest host = preparation.guest();
        synchronized (this) {
            guest = Optional.of(host);
        }
        if (host.isGone()) {
            ended(new Outcome.NotStarted("the bundle " + host.bundle() + " went away"));
            return;
        }
        if (isStopped()) {
            ended(new Outcome.Cancelled("a stop before it was started"));
            return;
        }
        host.began();
        try {
            Change change = order.seen().change(order.watch().node());
            GuestRun context = new GuestRun(order.run(), order.watch(), change);
            shop.store().begin(intent(context, order.run(), preparation.isProcess()));
            run(context);
            startedBy(shop.launcher().get(), begin(preparation.action(), context, host), context);
        } catch (IOException e) {
            end();
            lane.post(new Input.ContentLost(
                    runId, "its payload, which was put aside, cannot be read: " + e.getMessage()));
        } catch (OutOfMemoryError e) {
            neverBegan(new Outcome.Postponed("no memory: " + e.getMessage()));
        } catch (RuntimeException | Error e) {
            log.debug("{}: the action threw", order.watch().id(), e);
            neverBegan(new Outcome.NotStarted(words(order.watch().action().type(), e)));
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** The engine ends: a run that lives in this process ends with it, as well as it can. */
    void leave() {
        Optional<RunningAction> inside;
        synchronized (this) {
            inside = running.filter(action -> !over && action.process().isEmpty());
        }
        inside.ifPresent(action -> tellToStop());
    }

    private static Intent intent(GuestRun context, Run run, boolean isProcess) {
        Duration killAfter = context.watch().surroundings().killAfter();
        return new Intent(run, Optional.empty(), isProcess, killAfter, context.deadline());
    }

    private void neverBegan(Outcome outcome) {
        end();
        ended(outcome);
    }

    private RunningAction begin(Action action, GuestRun context, Guest host) {
        long asked = System.nanoTime();
        RunningAction began = start(action, context, host);
        shop.reports().tally().startTook(Duration.ofNanos(System.nanoTime() - asked));
        return began;
    }

    private static RunningAction start(Action action, GuestRun context, Guest host) {
        return action instanceof BlockingAction blocking
                ? BlockingRun.start(blocking, context, host)
                : requireNonNull(((AsyncAction) action).start(context), "start() returned null");
    }

    private synchronized void run(GuestRun context) {
        seen = Optional.of(context);
    }

    /** It was not started in time: should it ever be, it is told to stop, and how it ends is nobody's business. */
    void late(String why) {
        synchronized (this) {
            late = running.isEmpty();
            if (!late) {
                return;
            }
        }
        ended(new Outcome.NotStarted(why));
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
        if (!isLate()) {
            lane.postHere(new Input.Started(runId));
        }
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
            if ((stopped || late) && asked.isEmpty()) {
                asked.add(this::tellToStop);
            }
        }
        asked.forEach(Runnable::run);
        action.ending().whenComplete((ending, thrown) -> {
            end();
            if (!isLate()) {
                lane.post(ended(ending, thrown, sha256));
            }
        });
    }

    private synchronized boolean isLate() {
        return late;
    }

    /** It has ended, as its guest says, or never began. */
    private void end() {
        Optional<Guest> host;
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
            host = guest;
            if (stuck) {
                shop.places().lentBack();
            }
        }
        host.ifPresent(Guest::ended);
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
        return seen.map(GuestRun::output).orElse(Output.NONE);
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
        RunningAction action;
        synchronized (this) {
            context = seen;
            action = running.orElseThrow();
        }
        List<Runnable> asked =
                new ArrayList<>(context.map(GuestRun::requestStop).orElse(List.of()));
        asked.add(action::stop);
        asked.forEach(what -> order("stopping run ", what));
        if (action.process().isEmpty()) {
            context.ifPresent(run -> shop.threads()
                    .timer
                    .schedule(
                            this::stuck, run.watch().surroundings().killAfter().toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    /** Tells the run something: on a thread of its guest; what another daemon started has none. */
    private void order(String doing, Runnable what) {
        Optional<Guest> host;
        synchronized (this) {
            host = guest;
        }
        host.ifPresentOrElse(
                g -> g.order(doing + runId + " of " + lane.id(), () -> guarded(what), Patience.ORDER),
                () -> guarded(what));
    }

    /** It was told to stop and did not: it holds its watch, but nobody else. */
    private void stuck() {
        Guest host;
        synchronized (this) {
            if (over || stuck) {
                return;
            }
            stuck = true;
            shop.places().lend();
            host = guest.orElseThrow();
            leaveBehind(host);
        }
        log.warn(
                "{}: run {} was told to stop and does not: it holds its watch until it ends, or until {} is updated or"
                        + " removed",
                lane.id(),
                runId,
                host.bundle());
        guestWent();
    }

    /** Its thread goes on, with what it holds of its bundle. Guarded by this. */
    private void leaveBehind(Guest host) {
        running.filter(BlockingRun.class::isInstance)
                .map(BlockingRun.class::cast)
                .ifPresent(r -> r.leaveBehind(host));
    }

    /** Its action type may be gone: then nobody waits any more for a run that cannot be stopped. */
    void guestWent() {
        synchronized (this) {
            if (over || guest.filter(Guest::isGone).isEmpty()) {
                return;
            }
            leaveBehind(guest.orElseThrow());
            if (!stuck || late) {
                return;
            }
            late = true;
        }
        String why = "it did not stop when it was told to, and its bundle went away";
        lane.post(new Input.Ended(runId, new Outcome.Failed(why), written(), Payload.EMPTY.sha256()));
    }

    void signal(int number) {
        whenStarted(() -> order("signalling run ", () -> action().signal(number)));
    }

    private synchronized RunningAction action() {
        return running.orElseThrow();
    }

    private void whenStarted(Runnable what) {
        synchronized (this) {
            if (running.isEmpty()) {
                afterStart.add(what);
                return;
            }
        }
        what.run();
    }

    private void guarded(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException | Error e) {
            log.error("{}: run {} could not be told: {}", lane.id(), runId, e.toString());
        }
    }
}
