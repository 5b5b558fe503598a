package twitcher.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.ActionSpec;
import twitcher.api.Change;
import twitcher.api.Watch;
import twitcher.api.node.NodeListener;
import twitcher.api.node.Subscription;
import twitcher.api.process.ProcessLauncher;
import twitcher.engine.lane.Input;
import twitcher.engine.lane.LaneState;
import twitcher.engine.lane.Moment;
import twitcher.engine.lane.Order;
import twitcher.engine.lane.Step;
import twitcher.engine.store.Fingerprint;
import twitcher.engine.store.Intent;

/**
 * One watch at work: takes what happens to it one at a time, lets {@link LaneState} decide, and carries the orders out.
 * Its fields are touched on its own queue only, but for the state, which anybody may read.
 */
final class Lane implements NodeListener {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final Workshop shop;
    private final Mailbox<Runnable> mailbox;
    private final Baggage baggage;
    private final List<Execution> executions = new ArrayList<>(0);
    private Optional<Subscription> subscription = Optional.empty();
    private Optional<Preparation> preparation = Optional.empty();
    private Optional<Future<?>> alarm = Optional.empty();
    private long alarmAt;
    private volatile LaneState state;

    Lane(LaneState state, Workshop shop) {
        this.state = state;
        this.shop = shop;
        baggage = new Baggage(shop.shelf());
        mailbox = new Mailbox<>(shop.threads().lanes, this::guarded);
    }

    String id() {
        return state.id();
    }

    /** How it is at this moment. Any thread. */
    LaneState state() {
        return state;
    }

    /** Any thread; returns at once. */
    void post(Input input) {
        mailbox.post(() -> take(input));
    }

    /** Does {@code what} once everything posted before is done. Any thread; returns at once. */
    void afterwards(Runnable what) {
        mailbox.post(what);
    }

    /** The same as {@link #post}, but what it brings about is done here and now, if this lane has nothing else to do: see {@link Mailbox#postHere}. */
    void postHere(Input input) {
        if (shop.closed().get()) {
            post(input); // nobody takes it any more: see close()
        } else {
            mailbox.postHere(() -> take(input));
        }
    }

    /** A run of a daemon before this one lives; {@code attach} brings its execution to life. Any thread. */
    void adopt(Intent intent, Consumer<Execution> attach) {
        shop.places().takeAnyway();
        mailbox.post(() -> {
            Execution execution = new Execution(intent.run().id(), Places.UNKNOWN, this, shop);
            executions.add(execution);
            take(new Input.Adopted(intent.run(), intent.deadline()));
            attach.accept(execution);
        });
    }

    /** Another launcher is there: it is to look after the processes that the one before it started. Any thread. */
    void launcherCame(ProcessLauncher launcher) {
        mailbox.post(() -> executions.stream()
                .filter(e -> e.strange(launcher))
                .forEach(e -> shop.threads().starts.execute(() -> e.readopt(launcher))));
    }

    /** A bundle of runs that do not stop may be gone. Any thread. */
    void guestWent() {
        mailbox.post(() -> List.copyOf(executions).forEach(Execution::guestWent));
    }

    /** Decides on the thread of the source, which takes some microseconds: a change waits for no other thread to wake up. */
    @Override
    public void observed(Change change) {
        postHere(new Input.Observed(change));
    }

    @Override
    public void unreadable(String why) {
        post(new Input.Unreadable(why));
    }

    /** A place for a run of that type is free for it. Any thread. */
    void granted(String type) {
        mailbox.post(() -> {
            if (type.equals(type())) {
                take(new Input.Granted(shop.ids().next()));
            } else {
                // It asked before its action became another one; for that it asks anew.
                shop.places().release(type);
            }
        });
    }

    /** Ends it, without its queue: when no thread takes anything from that any more. */
    void close() {
        alarm.ifPresent(a -> a.cancel(false));
        unsubscribe();
        executions.forEach(Execution::leave);
    }

    @Override
    public String toString() {
        return id();
    }

    private void guarded(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException | Error e) {
            log.error("{}: a fault of twitcher's own; the lane goes on", id(), e);
        }
    }

    private void take(Input input) {
        before(input);
        LaneState old = state;
        Step step = old.after(input, Moment.now());
        state = step.next();
        after(input, old);
        state.watch().or(old::watch).ifPresent(watch -> TraceLine.log(watch, old.trace(), state.trace()));
        step.orders().forEach(order -> guarded(() -> carryOut(order)));
        forgetEnded(input);
        arm();
        baggage.weigh(state).ifPresent(this::take);
    }

    private void before(Input input) {
        if (input instanceof Input.Tick) {
            alarm = Optional.empty();
        }
    }

    /** When its place has been given back. */
    private void forgetEnded(Input input) {
        if (input instanceof Input.Ended ended) {
            executions.removeIf(e -> e.runId().equals(ended.runId()));
        } else if (input instanceof Input.ContentLost lost) {
            executions.removeIf(e -> e.runId().equals(lost.runId()));
        }
    }

    private void after(Input input, LaneState old) {
        // Not equals: each decision has its own moment, however coarse the clock is.
        if (input instanceof Input.Observed
                && state.trace().decided() != old.trace().decided()) {
            shop.reports().seen(id(), state.trace());
        }
    }

    private void carryOut(Order order) {
        if (order instanceof Order.Ask ask) {
            shop.places().ask(this, type(), ask.urgency());
        } else if (order instanceof Order.Start start) {
            start(start);
        } else if (order instanceof Order.Release release) {
            shop.places().release(find(release.runId()).map(Execution::type).orElseGet(this::type));
        } else if (order instanceof Order.Withdraw) {
            shop.places().withdraw(this);
        } else if (order instanceof Order.Stop stop) {
            find(stop.runId()).ifPresent(Execution::stop);
        } else if (order instanceof Order.Signal signal) {
            find(signal.runId()).ifPresent(e -> e.signal(signal.number()));
        } else {
            report(order);
        }
    }

    private void report(Order order) {
        if (order instanceof Order.Begun begun) {
            shop.reports().begun(begun.run());
        } else if (order instanceof Order.Finished finished) {
            shop.store().end(finished.run());
            shop.reports().finished(finished.run(), state.watch());
        } else if (order instanceof Order.Remember remember) {
            shop.store().remember(id(), Fingerprint.ofOrder(watch()), remember.position());
        } else if (order instanceof Order.Forget) {
            shop.store().forget(id());
        } else if (order instanceof Order.Keep keep) {
            Optional<String> stopped =
                    Optional.of(keep.stopped()).filter(s -> s).map(s -> Fingerprint.ofWatch(watch()));
            shop.store().decided(id(), keep.paused(), stopped);
        } else {
            reach(order);
        }
    }

    private void reach(Order order) {
        if (order instanceof Order.Subscribe) {
            subscribe();
        } else if (order instanceof Order.Unsubscribe) {
            unsubscribe();
        } else if (order instanceof Order.Reread) {
            subscription.ifPresent(Subscription::reread);
        } else if (order instanceof Order.Prepare prepare) {
            prepare(prepare.ticket());
        } else if (order instanceof Order.Retire) {
            shop.registry().retire(this);
        } else {
            throw new IllegalStateException("not an order of a lane: " + order);
        }
    }

    private Watch watch() {
        return state.watch().orElseThrow();
    }

    private String type() {
        return state.watch().map(watch -> watch.action().type()).orElse(Places.UNKNOWN);
    }

    private Optional<Execution> find(String runId) {
        return executions.stream().filter(e -> e.runId().equals(runId)).findFirst();
    }

    private void start(Order.Start order) {
        Execution execution = new Execution(order.run().id(), type(), this, shop);
        Preparation made = preparation.orElseThrow();
        executions.add(execution);
        made.guest()
                .call(
                        "the start of run " + order.run().id() + " of " + id(),
                        () -> execution.start(order, made),
                        shop.patience().get().start(),
                        execution::late);
    }

    private void subscribe() {
        unsubscribe();
        subscription = shop.source().get().map(source -> source.subscribe(watch().node(), this));
    }

    private void unsubscribe() {
        subscription.ifPresent(Subscription::close);
        subscription = Optional.empty();
    }

    private void prepare(long ticket) {
        ActionSpec spec = watch().action();
        preparation = shop.types().find(spec.type()).map(offer -> new Preparation(ticket, spec, offer));
        preparation.ifPresentOrElse(
                p -> p.guest()
                        .call(
                                "making an action of type " + spec.type() + " for " + id(),
                                () -> post(made(p, spec.type())),
                                shop.patience().get().answer(),
                                why -> post(new Input.Refused(ticket, why))),
                () -> post(new Input.TypeMissing(ticket)));
    }

    /** On a thread of the type. */
    private Input made(Preparation p, String type) {
        Input answer = p.make();
        if (answer instanceof Input.Prepared) {
            shop.places().bound(type, p.mostRuns());
        }
        return answer;
    }

    private void arm() {
        OptionalLong due = state.nextDeadline();
        boolean soonEnough = alarm.isPresent() && due.isPresent() && alarmAt - due.getAsLong() <= 0;
        if (soonEnough) {
            return;
        }
        alarm.ifPresent(a -> a.cancel(false));
        alarm = due.isPresent() ? Optional.of(alarmAt(due.getAsLong())) : Optional.empty();
    }

    private Future<?> alarmAt(long due) {
        alarmAt = due;
        long delay = Math.max(0, due - System.nanoTime());
        return shop.threads().timer.schedule(() -> post(new Input.Tick()), delay, TimeUnit.NANOSECONDS);
    }
}
