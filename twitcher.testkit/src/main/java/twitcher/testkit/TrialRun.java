package twitcher.testkit;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import twitcher.api.Change;
import twitcher.api.Event;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.Run;
import twitcher.api.Watch;
import twitcher.api.action.Action;
import twitcher.api.action.AsyncAction;
import twitcher.api.action.BlockingAction;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.action.RunningAction.Ending;

/** One run of an action under test: going, until {@link #end} says how it ended. Any thread. */
public final class TrialRun {
    private final Context context;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private Optional<RunningAction> running = Optional.empty();
    private Optional<Thread> thread = Optional.empty();

    TrialRun(Action action, Run run, Watch watch, Change change) {
        context = new Context(run, watch, change);
        if (action instanceof BlockingAction blocking) {
            Thread made = new Thread(() -> ending.complete(Ending.of(outcome(blocking))), "trial-" + run.id());
            made.setDaemon(true);
            thread = Optional.of(made);
            made.start();
        } else {
            start((AsyncAction) action);
        }
    }

    private void start(AsyncAction action) {
        try {
            RunningAction started = action.start(context);
            running = Optional.of(started);
            started.ending().whenComplete((end, thrown) -> {
                if (thrown == null) {
                    ending.complete(end);
                } else {
                    ending.completeExceptionally(thrown);
                }
            });
        } catch (RuntimeException e) {
            ending.complete(Ending.of(new Outcome.NotStarted(words(e))));
        }
    }

    private Outcome outcome(BlockingAction action) {
        try {
            return action.run(context);
        } catch (Exception e) {
            return new Outcome.Failed(words(e));
        }
    }

    private static String words(Exception thrown) {
        return thrown.getClass().getSimpleName() + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage());
    }

    /** Tells it to stop, as the daemon does: the thread of a blocking action is interrupted. */
    public void stop() {
        context.requestStop();
        thread.ifPresent(Thread::interrupt);
        running.ifPresent(RunningAction::stop);
    }

    /**
     * How it ended.
     *
     * @throws AssertionError if it does not end within {@code limit}
     */
    public Outcome end(Duration limit) {
        try {
            return ending.get(limit.toMillis(), TimeUnit.MILLISECONDS).outcome();
        } catch (TimeoutException e) {
            throw new AssertionError("the run did not end within " + limit, e);
        } catch (ExecutionException e) {
            throw new AssertionError("the run's end was not reported as it must be", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** What is kept of its output, once it has ended. */
    public Output output() {
        Output own = ending.getNow(Ending.of(new Outcome.Unknown())).output();
        return own.equals(Output.NONE) ? context.output() : own;
    }

    /** What it wrote to {@link RunContext#out}, or its process to standard output. */
    public String out() {
        return output().stdout().text();
    }

    /** The same of {@link RunContext#err}. */
    public String err() {
        return output().stderr().text();
    }

    private static final class Context implements RunContext {
        private final Run run;
        private final Watch watch;
        private final Change change;
        private final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        private final PrintStream out = new PrintStream(outBytes, true, StandardCharsets.UTF_8);
        private final PrintStream err = new PrintStream(errBytes, true, StandardCharsets.UTF_8);
        private final List<Runnable> onStop = new ArrayList<>();
        private volatile boolean stopRequested;

        Context(Run run, Watch watch, Change change) {
            this.run = run;
            this.watch = watch;
            this.change = change;
        }

        void requestStop() {
            List<Runnable> asked;
            synchronized (this) {
                stopRequested = true;
                asked = List.copyOf(onStop);
                onStop.clear();
            }
            asked.forEach(Runnable::run);
        }

        Output output() {
            return new Output(kept(outBytes), kept(errBytes));
        }

        private static Output.Kept kept(ByteArrayOutputStream bytes) {
            byte[] all = bytes.toByteArray();
            int head = Math.min(all.length, Output.END_BYTES);
            int tail = Math.min(all.length - head, Output.END_BYTES);
            return new Output.Kept(
                    Payload.copyOf(Arrays.copyOf(all, head)),
                    Payload.copyOf(Arrays.copyOfRange(all, all.length - tail, all.length)),
                    all.length);
        }

        @Override
        public String runId() {
            return run.id();
        }

        @Override
        public Watch watch() {
            return watch;
        }

        @Override
        public Change change() {
            return change;
        }

        @Override
        public Event event() {
            return run.event();
        }

        @Override
        public int attempt() {
            return run.attempt();
        }

        @Override
        public Optional<Instant> deadline() {
            return watch.policy().timeout().map(timeout -> run.started().plus(timeout));
        }

        @Override
        public boolean stopRequested() {
            return stopRequested;
        }

        @Override
        public void onStop(Runnable what) {
            synchronized (this) {
                if (!stopRequested) {
                    onStop.add(what);
                    return;
                }
            }
            what.run();
        }

        @Override
        public PrintStream out() {
            return out;
        }

        @Override
        public PrintStream err() {
            return err;
        }
    }
}
