package twitcher.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.AsyncAction;
import twitcher.api.action.ProcessAction;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.process.ProcessId;
import twitcher.api.settings.Doc;
import twitcher.api.settings.Form;

/** An action type whose runs last until the test ends them. */
class FakeType implements ActionType<FakeType.Anything> {
    record Anything(
            @Doc("Anything.") @Form(Form.Of.ANY_TEXT) Optional<String> command) {}

    final List<FakeRun> runs = new CopyOnWriteArrayList<>();
    private final BlockingQueue<FakeRun> started = new LinkedBlockingQueue<>();
    final AtomicInteger created = new AtomicInteger();
    volatile Optional<ProcessId> process = Optional.empty();

    /** One run. */
    static class FakeRun implements RunningAction {
        final RunContext context;
        final CompletableFuture<Ending> ending = new CompletableFuture<>();
        final AtomicInteger stops = new AtomicInteger();
        final List<Integer> signals = new CopyOnWriteArrayList<>();

        final Optional<ProcessId> process;

        FakeRun(RunContext context, Optional<ProcessId> process) {
            this.context = context;
            this.process = process;
        }

        @Override
        public Optional<ProcessId> process() {
            return process;
        }

        String payload() {
            return context.change().payload().text();
        }

        String id() {
            return context.watch().id();
        }

        void end(Outcome outcome) {
            ending.complete(new Ending(outcome, Output.NONE));
        }

        void succeed() {
            end(new Outcome.Succeeded());
        }

        @Override
        public CompletionStage<Ending> ending() {
            return ending;
        }

        @Override
        public void stop() {
            stops.incrementAndGet();
        }

        @Override
        public void signal(int number) {
            signals.add(number);
        }
    }

    @Override
    public Class<Anything> settings() {
        return Anything.class;
    }

    @Override
    public Action create(Anything settings) {
        created.incrementAndGet();
        ProcessAction startProcess = this::start;
        AsyncAction start = this::start;
        return process.isPresent() ? startProcess : start;
    }

    RunningAction start(RunContext context) {
        FakeRun run = new FakeRun(context, process);
        runs.add(run);
        started.add(run);
        return run;
    }

    /** The next run that was started and not yet taken here. */
    FakeRun next() throws InterruptedException {
        return Optional.ofNullable(started.poll(30, TimeUnit.SECONDS)).orElseThrow();
    }

    List<String> payloads() {
        return runs.stream().map(FakeRun::payload).toList();
    }
}
