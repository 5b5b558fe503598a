package twitcher.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import twitcher.api.FrameworkProperties;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.process.ProcessId;
import twitcher.api.process.ProcessLauncher;
import twitcher.api.process.ProcessRequest;

/**
 * Starts processes and looks after them. When it is deactivated they are left running; the next one adopts them when it
 * is asked to.
 */
@Component(configurationPid = "twitcher.exec")
public final class Launcher implements ProcessLauncher {
    private static final Pattern RUN_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private final Path folder;
    private final SelfStatus self = SelfStatus.read();
    private final UserDatabase users = new UserDatabase();
    private final Upkeep upkeep = new Upkeep();
    private final Backend backend;
    private volatile CleanEnvironment environment;

    /** A launcher that keeps its files in {@code runs/} of the state directory. */
    @Activate
    public Launcher(BundleContext context, ExecConfig config) throws IOException {
        this(Path.of(context.getProperty(FrameworkProperties.STATE_DIR)), BuilderBackend::new, config.keep());
    }

    Launcher(Path stateDir, Function<ScheduledExecutorService, Backend> on, String... keep) throws IOException {
        folder = Files.createDirectories(
                stateDir.resolve("runs"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        environment = new CleanEnvironment(System.getenv(), List.of(keep));
        backend = on.apply(upkeep.thread());
    }

    @Modified
    void modified(ExecConfig config) {
        environment = new CleanEnvironment(System.getenv(), List.of(config.keep()));
    }

    @Deactivate
    void close() {
        backend.close();
        upkeep.close();
    }

    @Override
    public RunningAction launch(RunContext run, ProcessRequest request) {
        OutputFiles output = new OutputFiles(folder, checked(run.runId()));
        RunningProcess process =
                new RunningProcess(run.runId(), request.surroundings().killAfter(), output, upkeep);
        try {
            return process.started(backend, backend.spawn(order(run, request, output), process::ended));
        } catch (SpawnFailure e) {
            output.delete();
            return new NeverStarted(e.getMessage());
        }
    }

    private static String checked(String runId) {
        if (!RUN_ID.matcher(runId).matches()) {
            throw new IllegalArgumentException("runId: must be fit for a file name, was: " + runId);
        }
        return runId;
    }

    private Spawn order(RunContext run, ProcessRequest request, OutputFiles output) throws SpawnFailure {
        var surroundings = request.surroundings();
        Identity identity = users.identity(surroundings.user(), surroundings.group(), self);
        boolean asked = surroundings.user().isPresent() || surroundings.group().isPresent();
        return new Spawn(
                request.argv(),
                environment.of(run, request, identity.user()),
                surroundings.cwd(),
                surroundings.umask(),
                asked ? change(identity) : Optional.empty(),
                request.stdin(),
                output);
    }

    /** The identity to change to, if it is another than the daemon's. */
    private Optional<Identity> change(Identity wanted) throws SpawnFailure {
        boolean same = wanted.uid() == self.uid() && wanted.gid() == self.gid();
        if (self.mayChangeIdentity()) {
            return same && wanted.hasGroups(self.groups()) ? Optional.empty() : Optional.of(wanted);
        } else if (same) {
            return Optional.empty();
        }
        throw new SpawnFailure("the daemon runs as uid " + self.uid() + ", gid " + self.gid()
                + " and may not start processes as uid " + wanted.uid() + ", gid " + wanted.gid());
    }

    @Override
    public Optional<RunningAction> adopt(Orphan orphan) {
        OutputFiles output = new OutputFiles(folder, checked(orphan.runId()));
        output.recall();
        RunningProcess process = new RunningProcess(orphan.runId(), orphan.killAfter(), output, upkeep);
        Optional<ProcessId> found = orphan.process()
                .or(() -> ProcTable.read().leaderOf(orphan.runId()).map(Boot::identify));
        Optional<RunningAction> adopted =
                found.flatMap(id -> backend.adopt(id, process::ended)).map(child -> process.started(backend, child));
        if (adopted.isEmpty()) {
            output.delete();
        }
        return adopted;
    }

    /** A run whose process could not be started. */
    private record NeverStarted(String why) implements RunningAction {
        @Override
        public CompletionStage<Ending> ending() {
            return CompletableFuture.completedStage(new Ending(new Outcome.NotStarted(why), Output.NONE));
        }

        @Override
        public void stop() {}
    }
}
