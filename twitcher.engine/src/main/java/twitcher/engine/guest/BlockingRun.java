package twitcher.engine.guest;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import twitcher.api.Outcome;
import twitcher.api.action.BlockingAction;
import twitcher.api.action.RunningAction;

/** A run of a blocking action, on a thread of its own that is interrupted when the run is to stop. */
public final class BlockingRun implements RunningAction {
    private final GuestRun context;
    private final Instant since = Instant.now();
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final Thread thread;

    private BlockingRun(BlockingAction action, GuestRun context, Guest guest) {
        this.context = context;
        AtomicReference<Runnable> work = new AtomicReference<>(() -> run(action));
        thread = new Thread(() -> work.getAndSet(null).run(), "twitcher-run-" + context.runId());
        thread.setDaemon(true);
        thread.setContextClassLoader(guest.loader());
    }

    /** Starts it. */
    public static BlockingRun start(BlockingAction action, GuestRun context, Guest guest) {
        BlockingRun run = new BlockingRun(action, context, guest);
        run.thread.start();
        return run;
    }

    /** A thread that has ended may be kept by others (see docs/decisions/guests.md), and must not keep the guest. */
    private void run(BlockingAction action) {
        Outcome outcome = outcome(action);
        Thread.currentThread().setContextClassLoader(null);
        ending.complete(Ending.of(outcome));
    }

    private Outcome outcome(BlockingAction action) {
        try {
            return Optional.ofNullable(action.run(context))
                    .orElseGet(() -> new Outcome.Failed("its action returned null instead of how it ended"));
        } catch (Exception | Error e) {
            e.printStackTrace(context.err());
            return new Outcome.Failed(words(e));
        }
    }

    private static String words(Throwable thrown) {
        String message =
                Optional.ofNullable(thrown.getMessage()).map(m -> ": " + m).orElse("");
        return thrown.getClass().getSimpleName() + message;
    }

    /** It does not end although it was told to, or goes on without its bundle. */
    public void leaveBehind(Guest guest) {
        String doing = "run " + context.runId() + " of " + context.watch().id();
        guest.leftovers().add(new Leftovers.Held(thread, guest.bundle(), doing, since));
    }

    @Override
    public CompletionStage<Ending> ending() {
        return ending;
    }

    @Override
    public void stop() {
        if (!ending.isDone()) {
            thread.interrupt();
        }
    }
}
