package twitcher.exec;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import twitcher.api.Outcome;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.process.Handover;
import twitcher.api.process.ProcessId;
import twitcher.api.process.Worker;

/** A worker, by {@link ProcessBuilder}: it is made ahead of time, so the fastest spawn is not needed. Thread-safe. */
final class WorkerProcess implements Worker, Backend.Child {
    private static final int COMPLAINT_BYTES = 4096;

    private final Process process;
    private final Optional<ProcessId> id;
    private final Home home;
    private boolean over;

    /** What a worker needs of the launcher. */
    interface Home {
        /** Sends a signal to a process. */
        void signal(int number, ProcessId process);

        /** Sends a signal to a process group. */
        void signalGroup(int number, long group);

        /** Lets it become the process of {@code run}. */
        RunningAction become(RunContext run, Handover handover, WorkerProcess worker);

        /** It is no worker any more. */
        void forget(WorkerProcess worker);
    }

    private WorkerProcess(Process process, Home home) {
        this.process = process;
        this.id = Boot.identify(process.pid());
        this.home = home;
    }

    /** Starts one. */
    static WorkerProcess start(List<String> argv, Map<String, String> env, Home home) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(argv).directory(new File("/")).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(env);
        return new WorkerProcess(builder.start(), home);
    }

    @Override
    public OutputStream requests() {
        return process.getOutputStream();
    }

    @Override
    public InputStream answers() {
        return process.getInputStream();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public RunningAction become(RunContext run, Handover handover) {
        return home.become(run, handover, this);
    }

    /** From now on it is a run: its ending goes to {@code ended}, once. */
    void released(Path stderr, Consumer<Outcome> ended) {
        synchronized (this) {
            over = true;
        }
        home.forget(this);
        process.onExit().thenAccept(gone -> ended.accept(outcome(gone.exitValue(), stderr)));
    }

    private static Outcome outcome(int status, Path stderr) {
        if (status == 0) {
            return new Outcome.Succeeded();
        }
        return status == Handover.REFUSED
                ? refusal(stderr).orElseGet(() -> new Outcome.Exited(status))
                : new Outcome.Exited(status);
    }

    private static Optional<Outcome> refusal(Path stderr) {
        try (InputStream in = Files.newInputStream(stderr)) {
            String said = new String(in.readNBytes(COMPLAINT_BYTES), StandardCharsets.UTF_8).strip();
            return said.startsWith(Handover.REFUSAL)
                    ? Optional.of(new Outcome.NotStarted(said.substring(Handover.REFUSAL.length())))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            if (over) {
                return;
            }
            over = true;
        }
        home.forget(this);
        if (process.isAlive()) {
            home.signalGroup(Stop.KILL, process.pid());
            process.destroyForcibly();
        }
        closeQuietly(process.getOutputStream());
        closeQuietly(process.getInputStream());
    }

    private static void closeQuietly(AutoCloseable stream) {
        try {
            stream.close();
        } catch (Exception e) {
            // It is killed: nobody reads what could not be written.
        }
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Optional<ProcessId> id() {
        return id;
    }

    @Override
    public void signal(int number) {
        if (process.isAlive() && id.flatMap(Boot::find).isPresent()) {
            home.signal(number, id.get());
        }
    }
}
