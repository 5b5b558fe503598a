package twitcher.exec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiFunction;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.FrameworkProperties;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.process.ProcessId;
import twitcher.api.process.ProcessLauncher;
import twitcher.api.process.ProcessPlan;
import twitcher.api.process.ProcessRequest;
import twitcher.api.process.Worker;

/**
 * Starts processes and looks after them. When it is deactivated they are left running; the next one adopts them when it
 * is asked to.
 */
@Component(configurationPid = "twitcher.exec", immediate = true)
@Designate(ocd = ExecConfig.class)
public final class Launcher implements ProcessLauncher {
    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

    private final RunFolder folder;
    private final Orders orders;
    private final Upkeep upkeep = new Upkeep();
    private final BiFunction<Path, ScheduledExecutorService, Backend> maker;
    private final Workers workers = new Workers(new Desk());
    private Backend backend;
    private boolean closed;

    /** A launcher that keeps its files in {@code runs/} of the state directory. */
    @Activate
    public Launcher(BundleContext context, ExecConfig config) throws IOException {
        this(Path.of(context.getProperty(FrameworkProperties.STATE_DIR)), Backend::best, config.keep());
        upkeep.thread().execute(this::warm);
    }

    Launcher(Path stateDir, BiFunction<Path, ScheduledExecutorService, Backend> maker, String... keep)
            throws IOException {
        this.folder = new RunFolder(stateDir);
        this.maker = maker;
        this.orders = new Orders(keep);
    }

    /** Does what the first run would have to wait for. */
    private void warm() {
        try {
            backend();
            orders.own();
            folder.sweep();
        } catch (SpawnFailure e) {
            LOG.debug("the first run will tell: {}", e.getMessage());
        }
    }

    @Modified
    void modified(ExecConfig config) {
        orders.keep(config.keep());
    }

    @Deactivate
    void close() {
        workers.close();
        Optional<Backend> last;
        synchronized (this) {
            closed = true;
            last = Optional.ofNullable(backend);
        }
        upkeep.close();
        last.ifPresent(Backend::close);
    }

    private synchronized Backend backend() throws SpawnFailure {
        if (closed) {
            throw SpawnFailure.passing("the bundle that starts processes is being stopped");
        }
        if (backend == null) {
            backend = maker.apply(folder.path(), upkeep.thread());
        }
        return backend;
    }

    @Override
    public RunningAction launch(RunContext run, ProcessRequest request) {
        OutputFiles output = folder.output(run.runId());
        RunningProcess process =
                new RunningProcess(run.runId(), request.surroundings().killAfter(), output, upkeep);
        try {
            Backend on = backend();
            return process.started(on, on.spawn(orders.order(run, request, output), process::ended));
        } catch (SpawnFailure e) {
            output.delete();
            return new NeverStarted(e.outcome());
        }
    }

    @Override
    public ProcessPlan plan(RunContext run, ProcessRequest request) {
        return new Plans(orders, folder).of(run, request);
    }

    @Override
    public ProcessPlan planOfWorker(RunContext run) {
        return new Plans(orders, folder).ofWorker(run, Workers.request(run));
    }

    @Override
    public Worker open(List<String> argv) throws IOException {
        return workers.open(argv);
    }

    @Override
    public Optional<RunningAction> adopt(Orphan orphan) {
        OutputFiles output = folder.output(orphan.runId());
        output.recall();
        RunningProcess process = new RunningProcess(orphan.runId(), orphan.killAfter(), output, upkeep);
        try {
            Backend on = backend();
            Optional<RunningAction> adopted =
                    find(orphan).flatMap(id -> on.adopt(id, process::ended)).map(child -> process.started(on, child));
            if (adopted.isEmpty()) {
                output.delete();
            }
            return adopted;
        } catch (SpawnFailure e) {
            throw new IllegalStateException(e.getMessage());
        }
    }

    private static Optional<ProcessId> find(Orphan orphan) {
        return orphan.process()
                .or(() -> ProcTable.read().leaderOf(orphan.runId()).map(Boot::identify));
    }

    /** What workers use. */
    private final class Desk implements Workers.Desk {
        @Override
        public Backend backend() throws SpawnFailure {
            return Launcher.this.backend();
        }

        @Override
        public RunningProcess prepare(RunContext run, OutputFiles output) {
            return new RunningProcess(run.runId(), run.watch().surroundings().killAfter(), output, upkeep);
        }

        @Override
        public OutputFiles output(String runId) {
            return folder.output(runId);
        }

        @Override
        public Orders orders() {
            return orders;
        }
    }

    /** A run whose process could not be started. */
    record NeverStarted(Outcome outcome) implements RunningAction {
        @Override
        public CompletionStage<Ending> ending() {
            return CompletableFuture.completedStage(new Ending(outcome, Output.NONE));
        }

        @Override
        public void stop() {}
    }
}
