package twitcher.exec;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import twitcher.api.action.RunContext;
import twitcher.api.process.Handover;
import twitcher.api.process.ProcessPlan;
import twitcher.api.process.ProcessRequest;

/** Tells of a process what {@link Orders} decides for it, and what would keep it from being executed. */
final class Plans {
    private final Orders orders;
    private final RunFolder folder;

    Plans(Orders orders, RunFolder folder) {
        this.orders = orders;
        this.folder = folder;
    }

    /** Of a command. */
    ProcessPlan of(RunContext run, ProcessRequest request) {
        try {
            Spawn order = orders.order(run, request, folder.output(run.runId()));
            Optional<String> problem = problem(order);
            Optional<String> program = problem.isPresent() ? Optional.empty() : Optional.of(Programs.find(order));
            return plan(order, order.argv(), program, problem);
        } catch (SpawnFailure e) {
            return impossible(request, request.argv(), e);
        }
    }

    /** Of a worker that becomes a run. */
    ProcessPlan ofWorker(RunContext run, ProcessRequest request) {
        try {
            Spawn order = orders.order(run, request, folder.output(run.runId()));
            return plan(order, List.of(), Optional.empty(), Optional.empty());
        } catch (SpawnFailure e) {
            return impossible(request, List.of(), e);
        }
    }

    private static Optional<String> problem(Spawn order) {
        try {
            Programs.check(order);
            return Optional.empty();
        } catch (SpawnFailure e) {
            return Optional.of(e.getMessage());
        }
    }

    private ProcessPlan plan(Spawn order, List<String> argv, Optional<String> program, Optional<String> problem) {
        return new ProcessPlan(
                argv,
                program,
                order.env(),
                Optional.of(order.become().map(Plans::told).orElseGet(orders::self)),
                order.cwd(),
                order.umask(),
                order.stdin().size(),
                problem);
    }

    private static Handover.Identity told(Identity who) {
        return new Handover.Identity(who.uid(), who.gid(), who.groups());
    }

    private static ProcessPlan impossible(ProcessRequest request, List<String> argv, SpawnFailure why) {
        return new ProcessPlan(
                argv,
                Optional.empty(),
                Map.of(),
                Optional.empty(),
                request.surroundings().cwd(),
                request.surroundings().umask(),
                request.stdin().size(),
                Optional.of(why.getMessage()));
    }
}
