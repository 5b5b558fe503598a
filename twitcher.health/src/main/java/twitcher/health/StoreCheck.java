package twitcher.health;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import twitcher.api.admin.Insight;

/** Whether history, positions and what an operator decided are kept on disk. Without, runs go on, and are forgotten. */
@Component(property = {HealthCheck.NAME + "=store", HealthCheck.TAGS + "=twitcher"})
public final class StoreCheck implements HealthCheck {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Insight insight;

    @Override
    public Result execute() {
        Insight present = insight;
        return present == null
                ? Verdict.away("twitcher.engine")
                : present.figures()
                        .storeProblem()
                        .map(why -> Verdict.of(Status.CRITICAL, "kept in memory only: " + why))
                        .orElseGet(() -> Verdict.of(Status.OK, "history and positions are kept on disk"));
    }
}
