package twitcher.health;

import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import twitcher.api.admin.Figures.Starts;
import twitcher.api.admin.Insight;

/** Whether runs can be started: one that could not is a warning, five in a row are critical. */
@Component(property = {HealthCheck.NAME + "=starts", HealthCheck.TAGS + "=twitcher"})
public final class StartsCheck implements HealthCheck {
    static final int CRITICAL = 5;

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
                : of(present.figures().starts());
    }

    static Result of(Starts starts) {
        int failed = starts.failedInARow();
        if (failed == 0) {
            return Verdict.of(Status.OK, "runs can be started");
        }
        return Verdict.of(
                failed >= CRITICAL ? Status.CRITICAL : Status.WARN,
                "the last " + (failed == 1 ? "run" : failed + " runs") + " could not be started; "
                        + starts.newestFailure().orElse(""));
    }
}
