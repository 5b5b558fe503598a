package twitcher.action.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.process.ProcessLauncher;
import twitcher.api.process.ProcessPlan;
import twitcher.api.process.ProcessRequest;
import twitcher.api.process.Worker;

/** Starts real processes, and nothing more. */
final class ShellLauncher implements ProcessLauncher {
    @Override
    public RunningAction launch(RunContext run, ProcessRequest request) {
        try {
            Path out = Files.createTempFile("file-test", ".out");
            ProcessBuilder builder =
                    new ProcessBuilder(request.argv()).redirectErrorStream(true).redirectOutput(out.toFile());
            builder.environment().putAll(request.env());
            builder.environment().put("TWITCHER_RUN", run.runId());
            Process process = builder.start();
            feed(process, request.stdin());
            return new Running(process, process.onExit().thenApply(ended -> ending(ended, out)));
        } catch (IOException e) {
            return new Running(
                    null,
                    CompletableFuture.completedFuture(RunningAction.Ending.of(new Outcome.NotStarted(e.getMessage()))));
        }
    }

    private static void feed(Process process, Payload payload) {
        try (OutputStream in = process.getOutputStream()) {
            payload.writeTo(in);
        } catch (IOException e) {
            // It has ended without reading, as it may.
        }
    }

    private static RunningAction.Ending ending(Process process, Path out) {
        try {
            Payload said = Payload.copyOf(Files.readAllBytes(out));
            Files.delete(out);
            Output output = new Output(new Output.Kept(said, Payload.EMPTY, said.size()), Output.Kept.NOTHING);
            Outcome outcome =
                    process.exitValue() == 0 ? new Outcome.Succeeded() : new Outcome.Exited(process.exitValue());
            return new RunningAction.Ending(outcome, output);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private record Running(Process child, CompletableFuture<Ending> end) implements RunningAction {
        @Override
        public CompletionStage<Ending> ending() {
            return end;
        }

        @Override
        public void stop() {
            child.destroy();
        }
    }

    @Override
    public ProcessPlan plan(RunContext run, ProcessRequest request) {
        throw new UnsupportedOperationException("no test simulates");
    }

    @Override
    public ProcessPlan planOfWorker(RunContext run) {
        throw new UnsupportedOperationException("no test simulates");
    }

    @Override
    public Optional<RunningAction> adopt(Orphan orphan) {
        return Optional.empty();
    }

    @Override
    public Worker open(List<String> argv) {
        throw new UnsupportedOperationException("no test asks for a worker");
    }
}
