package twitcher.action.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.Surroundings;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.process.ProcessRequest;

/**
 * One run: draft, check, replace, then. It holds a thread while it writes, and none while a command runs. What was begun
 * and not finished, because it failed or the machine went down, the next run finds and goes on with.
 */
final class FileRun implements RunningAction {
    /** What commands find the path in: the draft's for check, the file's for then. */
    private static final String FILE_VARIABLE = "TWITCHER_FILE";

    /** The same as a whole argument of a command that is a list. */
    private static final String FILE_ARGUMENT = "{}";

    private final FileSettings settings;
    private final Attributes attributes;
    private final RunContext run;
    private final Target target;
    private final Optional<Target> backup;
    private final Shop shop;
    private final CompletableFuture<Ending> ending;
    private boolean changing;
    private volatile Optional<Command> command = Optional.empty();
    private volatile boolean stopped;

    /**
     * What runs share.
     *
     * @param threads for what takes the disk's time
     * @param token tells drafts of this daemon's watches apart
     */
    record Shop(Executor threads, Commands commands, Due due, Writers writers, Tokens tokens) {}

    /** What distinguishes a draft from those of others. */
    interface Tokens {
        String of(String watchId);
    }

    /** The end of a run before its last step. */
    private static final class Break extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Outcome outcome;

        Break(Outcome outcome) {
            super(outcome.words(), null, false, false);
            this.outcome = outcome;
        }
    }

    /** Something that takes the disk's time. */
    private interface Step {
        void take() throws IOException;
    }

    FileRun(FileSettings settings, Attributes attributes, RunContext run, Shop shop) {
        this.settings = settings;
        this.attributes = attributes;
        this.run = run;
        this.shop = shop;
        String token = shop.tokens().of(run.watch().id());
        target = Target.of(settings.path(), token);
        backup = settings.backup().map(path -> Target.of(path, token));
        ending = CompletableFuture.runAsync(() -> onDisk(this::draft), shop.threads())
                .thenCompose(done -> check())
                .thenRunAsync(() -> onDisk(this::replace), shop.threads())
                .thenCompose(done -> then())
                .thenRunAsync(() -> onDisk(this::settle), shop.threads())
                .handle((done, thrown) -> Ending.of(thrown == null ? new Outcome.Succeeded() : outcome(thrown)));
    }

    private void draft() throws IOException {
        if (!run.change().exists()) {
            changing = target.exists();
        } else if (!settings.unlessSame() || !target.is(payload(), attributes)) {
            target.draft(Target.Content.of(payload()), attributes);
            changing = true;
        }
    }

    private CompletionStage<Void> check() {
        return changing && run.change().exists() && settings.check().isPresent()
                ? command("check", settings.check().get(), target.draft())
                        .whenCompleteAsync((done, thrown) -> discardUnless(thrown == null), shop.threads())
                : CompletableFuture.completedStage(null);
    }

    private void discardUnless(boolean good) {
        if (!good) {
            onDisk(target::discard);
        }
    }

    private void replace() throws IOException {
        if (stopped) {
            target.discard();
            throw new Break(new Outcome.Cancelled("a stop before the file was replaced"));
        }
        if (changing) {
            exchange();
        }
        run.out().println(settings.path() + ": " + what());
        List<String> others =
                shop.writers().others(settings.path().toString(), run.watch().id());
        if (!others.isEmpty()) {
            run.err().println(settings.path() + ": is also written by " + String.join(", ", others));
        }
    }

    private void exchange() throws IOException {
        try {
            if (settings.then().isPresent()) {
                shop.due().set(settings.path());
            }
            if (run.change().exists()) {
                target.commit(backup);
            } else {
                target.remove(backup);
            }
        } catch (IOException e) {
            target.discard();
            throw e;
        }
    }

    private String what() {
        if (!changing) {
            return "is as it should be";
        }
        return run.change().exists() ? "written, " + payload().size() + " bytes" : "removed";
    }

    private CompletionStage<Void> then() {
        boolean due = settings.then().isPresent() && (changing || shop.due().is(settings.path()));
        return due ? command("then", settings.then().get(), settings.path()) : CompletableFuture.completedStage(null);
    }

    private void settle() throws IOException {
        if (settings.then().isPresent()) {
            shop.due().clear(settings.path());
        }
    }

    private Payload payload() {
        return run.change().payload();
    }

    private CompletionStage<Void> command(String name, List<String> argv, Path file) {
        Surroundings surroundings = run.watch().surroundings();
        List<String> arguments = argv.stream()
                .map(argument -> argument.equals(FILE_ARGUMENT) ? file.toString() : argument)
                .toList();
        ProcessRequest request = new ProcessRequest(
                arguments,
                Map.of(FILE_VARIABLE, file.toString()),
                surroundings.pipeStdin() ? payload() : Payload.EMPTY,
                surroundings);
        Command started = shop.commands().start(run, request);
        command = Optional.of(started);
        if (stopped) {
            started.stop();
        }
        return started.ending().thenAccept(end -> ended(name, end));
    }

    private void ended(String name, Ending end) {
        tell(end.output());
        if (!end.outcome().success()) {
            throw new Break(outcome(name, end.outcome()));
        }
    }

    private void tell(Output output) {
        run.out().print(output.stdout().text());
        run.err().print(output.stderr().text());
    }

    private static Outcome outcome(String name, Outcome outcome) {
        if (outcome instanceof Outcome.NotStarted not) {
            return new Outcome.NotStarted(name + ": " + not.why());
        } else if (outcome instanceof Outcome.Postponed not) {
            return new Outcome.Postponed(name + ": " + not.why());
        } else if (outcome instanceof Outcome.Unknown) {
            return new Outcome.Postponed(name + ": how it ended was not seen");
        }
        return new Outcome.Failed(
                name.equals("check")
                        ? "check refused the new file: " + outcome.words() + "; the old one stays"
                        : "the file is new, but then failed: " + outcome.words());
    }

    private Outcome outcome(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        if (cause instanceof RejectedExecutionException) {
            return new Outcome.Postponed("its bundle is being stopped");
        }
        return cause instanceof Break end ? end.outcome : new Outcome.Failed(cause.toString());
    }

    private void onDisk(Step step) {
        try {
            step.take();
        } catch (IOException e) {
            throw new Break(new Outcome.Failed(settings.path() + ": " + Reason.of(e)));
        }
    }

    @Override
    public CompletionStage<Ending> ending() {
        return ending.minimalCompletionStage();
    }

    @Override
    public void stop() {
        stopped = true;
        command.ifPresent(Command::stop);
    }

    @Override
    public void signal(int number) {
        command.ifPresent(running -> running.signal(number));
    }
}
