package twitcher.action.file;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import twitcher.api.Outcome;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.process.ProcessLauncher;
import twitcher.api.process.ProcessRequest;

/**
 * A process of a run: check, or then. It is started by the launcher that is there; should another take its place meanwhile,
 * that one looks after it.
 */
final class Command {
    private final RunContext run;
    private final ProcessRequest request;
    private final CompletableFuture<RunningAction.Ending> ending = new CompletableFuture<>();
    private Optional<ProcessLauncher> launcher = Optional.empty();
    private Optional<RunningAction> running = Optional.empty();

    Command(RunContext run, ProcessRequest request) {
        this.run = run;
        this.request = request;
    }

    /** Completes when the process has ended. */
    CompletableFuture<RunningAction.Ending> ending() {
        return ending;
    }

    /** It is {@code young}'s from now on: to be started, or to be looked after. Any thread. */
    synchronized void launcherIs(ProcessLauncher young) {
        if (ending.isDone() || launcher.filter(old -> old == young).isPresent()) {
            return;
        }
        launcher = Optional.of(young);
        if (running.isEmpty()) {
            attach(young.launch(run, request));
        } else {
            young.adopt(orphan(running.get())).ifPresentOrElse(this::attach, () -> end(new Outcome.Unknown()));
        }
    }

    private ProcessLauncher.Orphan orphan(RunningAction old) {
        return new ProcessLauncher.Orphan(
                run.runId(),
                old.process(),
                Instant.now(),
                request.surroundings().killAfter());
    }

    private void attach(RunningAction process) {
        running = Optional.of(process);
        process.ending().thenAccept(ending::complete);
    }

    private void end(Outcome outcome) {
        ending.complete(RunningAction.Ending.of(outcome));
    }

    /** Asks it to end. Any thread. */
    synchronized void stop() {
        running.ifPresentOrElse(RunningAction::stop, () -> end(new Outcome.Cancelled("a stop before it began")));
    }

    synchronized void signal(int number) {
        running.ifPresent(process -> process.signal(number));
    }
}
