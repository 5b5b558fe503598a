package twitcher.engine;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.process.ProcessLauncher;
import twitcher.api.process.ProcessPlan;
import twitcher.api.process.ProcessRequest;
import twitcher.api.process.Worker;

/** Finds the runs that a test says are alive. */
final class FakeLauncher implements ProcessLauncher {
    final Map<String, RunningAction> alive = new ConcurrentHashMap<>();
    final List<Orphan> asked = new CopyOnWriteArrayList<>();

    @Override
    public RunningAction launch(RunContext run, ProcessRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ProcessPlan plan(RunContext run, ProcessRequest request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ProcessPlan planOfWorker(RunContext run) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<RunningAction> adopt(Orphan orphan) {
        asked.add(orphan);
        return Optional.ofNullable(alive.get(orphan.runId()));
    }

    @Override
    public Worker open(List<String> argv) throws IOException {
        throw new UnsupportedOperationException();
    }
}
