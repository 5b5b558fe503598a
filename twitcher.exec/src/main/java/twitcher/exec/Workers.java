package twitcher.exec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.api.Outcome;
import twitcher.api.Payload;
import twitcher.api.Surroundings;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.process.Handover;
import twitcher.api.process.ProcessId;
import twitcher.api.process.ProcessRequest;
import twitcher.api.process.Worker;

/** The workers that are open, and how one of them becomes a run. */
final class Workers implements WorkerProcess.Home, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    /** Overwritten by a worker with the id of its run, so that /proc shows it; longer than any id. */
    private static final String ROOM_FOR_RUN = "-".repeat(64);

    private final Tools tools = new Tools();
    private final Set<WorkerProcess> open = ConcurrentHashMap.newKeySet();
    private final Desk desk;
    private boolean closed;

    /** What of the launcher is used. */
    interface Desk {
        Backend backend() throws SpawnFailure;

        /** A run that looks after its process and output. */
        RunningProcess prepare(RunContext run, OutputFiles output);

        OutputFiles output(String runId);

        Orders orders();
    }

    Workers(Desk desk) {
        this.desk = desk;
    }

    /** Starts one. */
    Worker open(List<String> argv) throws IOException {
        try {
            List<String> all = new ArrayList<>(tools.signals().orElse(List.of()));
            all.addAll(tools.session());
            all.addAll(argv);
            desk.backend();
            Map<String, String> env = desk.orders().environment();
            env.put(ProcTable.RUN_VARIABLE, ROOM_FOR_RUN);
            synchronized (this) {
                if (closed) {
                    throw new IOException("the bundle that starts processes is being stopped");
                }
                WorkerProcess worker = WorkerProcess.start(all, env, this);
                open.add(worker);
                return worker;
            }
        } catch (SpawnFailure e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public RunningAction become(RunContext run, Handover handover, WorkerProcess worker) {
        OutputFiles output = desk.output(run.runId());
        try {
            RunningProcess process = desk.prepare(run, output);
            Backend backend = desk.backend();
            handover.begin(stage(desk.orders().order(run, request(run), output)));
            process.started(backend, worker);
            worker.released(output.err(), process::ended);
            return process;
        } catch (SpawnFailure e) {
            return neverStarted(e.outcome(), worker, output);
        } catch (IOException e) {
            return neverStarted(new Outcome.Postponed(String.valueOf(e.getMessage())), worker, output);
        }
    }

    private static RunningAction neverStarted(Outcome why, WorkerProcess worker, OutputFiles output) {
        worker.close();
        output.delete();
        return new Launcher.NeverStarted(why);
    }

    /** What a worker that becomes {@code run} asks for. */
    static ProcessRequest request(RunContext run) {
        Surroundings surroundings = run.watch().surroundings();
        Payload stdin = surroundings.pipeStdin() ? run.change().payload() : Payload.EMPTY;
        return new ProcessRequest(List.of("worker"), Map.of(), stdin, surroundings);
    }

    private static Handover.Stage stage(Spawn order) throws IOException {
        BuilderBackend.create(order.output().out(), order);
        BuilderBackend.create(order.output().err(), order);
        return new Handover.Stage(
                order.env(),
                order.cwd(),
                order.umask(),
                order.stdin().size() == 0 ? Optional.empty() : Optional.of(BuilderBackend.input(order)),
                order.output().out(),
                order.output().err(),
                order.become().map(who -> new Handover.Identity(who.uid(), who.gid(), who.groups())));
    }

    @Override
    public void signal(int number, ProcessId process) {
        with(backend -> backend.signal(number, List.of(process)));
    }

    @Override
    public void signalGroup(int number, long group) {
        with(backend -> backend.signalGroup(number, group));
    }

    private void with(Consumer<Backend> what) {
        try {
            what.accept(desk.backend());
        } catch (SpawnFailure e) {
            LOG.debug("no signal any more: {}", e.getMessage());
        }
    }

    @Override
    public void forget(WorkerProcess worker) {
        open.remove(worker);
    }

    /** Those that did not become runs end. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        open.forEach(WorkerProcess::close);
    }
}
