package twitcher.exec;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import twitcher.api.Outcome;
import twitcher.api.action.RunningAction;
import twitcher.api.process.ProcessId;

/**
 * A run that is a process. It has ended when its process has, and, if it was asked to stop, when in addition nothing of
 * it is left. What it left in the background on its own is left alone.
 */
final class RunningProcess implements RunningAction, Stop.Target {
    private final String runId;
    private final Duration killAfter;
    private final OutputFiles output;
    private final Upkeep upkeep;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();

    private Backend backend;
    private Backend.Child child;
    private Optional<Outcome> outcome = Optional.empty();
    private boolean stopping;

    RunningProcess(String runId, Duration killAfter, OutputFiles output, Upkeep upkeep) {
        this.runId = runId;
        this.killAfter = killAfter;
        this.output = output;
        this.upkeep = upkeep;
    }

    /** Its process has started. Called once, before anybody else has this object. */
    RunningProcess started(Backend on, Backend.Child process) {
        synchronized (this) {
            backend = on;
            child = process;
        }
        upkeep.keep(output);
        if (!going()) {
            upkeep.forget(output);
        }
        return this;
    }

    /** Its process has ended. Called once, by the backend. If that is closed, the next one adopts and tells. */
    void ended(Outcome how) {
        if (upkeep.closed()) {
            return;
        }
        boolean last;
        synchronized (this) {
            outcome = Optional.of(how);
            last = !stopping;
        }
        if (last) {
            finish(how);
        } else {
            upkeep.hurry(this);
        }
    }

    private void finish(Outcome how) {
        upkeep.forget(output);
        ending.complete(new Ending(how, output.take()));
    }

    @Override
    public CompletionStage<Ending> ending() {
        return ending.minimalCompletionStage();
    }

    @Override
    public void stop() {
        synchronized (this) {
            if (stopping || outcome.isPresent()) {
                return;
            }
            stopping = true;
        }
        upkeep.stop(this, backend, killAfter);
    }

    @Override
    public void signal(int number) {
        child.signal(number);
    }

    @Override
    public Optional<ProcessId> process() {
        return child.id();
    }

    @Override
    public String runId() {
        return runId;
    }

    @Override
    public ProcessId leader() {
        return child.id().orElseGet(() -> Boot.identity(child.pid(), Boot.UNKNOWN_START));
    }

    @Override
    public synchronized boolean going() {
        return outcome.isEmpty();
    }

    @Override
    public void stopped() {
        Outcome how;
        synchronized (this) {
            how = outcome.orElseThrow();
        }
        finish(how);
    }
}
