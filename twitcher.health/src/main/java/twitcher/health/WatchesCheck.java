package twitcher.health;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import twitcher.api.admin.WatchStatus;
import twitcher.api.admin.WatchStatus.State;
import twitcher.api.admin.Watches;

/** Whether watches do their work: one stopped after failures waits for an operator, so that is critical. */
@Component(property = {HealthCheck.NAME + "=watches", HealthCheck.TAGS + "=twitcher"})
public final class WatchesCheck implements HealthCheck {
    private static final Set<State> TROUBLE = EnumSet.of(State.STOPPED, State.UNREADABLE, State.REFUSED, State.WAITING);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Watches watches;

    @Override
    public Result execute() {
        Watches present = watches;
        return present == null ? Verdict.away("twitcher.engine") : of(present.counts(), present::list);
    }

    /** The list, which takes long when there are many, is asked for only if some watch has trouble. */
    static Result of(Map<State, Long> counts, Supplier<List<WatchStatus>> list) {
        if (Collections.disjoint(counts.keySet(), TROUBLE)) {
            long all = counts.values().stream().mapToLong(Long::longValue).sum();
            return Verdict.of(Status.OK, all + " watches");
        }
        return of(list.get());
    }

    static Result of(List<WatchStatus> all) {
        Verdict verdict = new Verdict();
        tell(verdict, all, State.STOPPED, Status.CRITICAL, "stopped after failures, until 'resume'");
        tell(verdict, all, State.UNREADABLE, Status.WARN, "whose znode cannot be read");
        tell(verdict, all, State.REFUSED, Status.WARN, "refused by their action types");
        tell(verdict, all, State.WAITING, Status.WARN, "waiting for a bundle");
        return verdict.add(Status.OK, all.size() + " watches").result();
    }

    private static void tell(Verdict verdict, List<WatchStatus> all, State state, Status status, String words) {
        List<String> ids = all.stream()
                .filter(watch -> watch.state() == state)
                .map(watch -> watch.watch().id())
                .toList();
        if (!ids.isEmpty()) {
            verdict.add(status, ids.size() + " " + words + ": " + Verdict.some(ids));
        }
    }
}
