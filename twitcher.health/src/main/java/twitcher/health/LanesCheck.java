package twitcher.health;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import twitcher.api.admin.Explanation.Reason;
import twitcher.api.admin.Insight;
import twitcher.api.admin.Waiting;

/** Whether changes wait for long for what should not take long: a run before them, a free place, their action. */
@Component(
        configurationPid = "twitcher.health",
        property = {HealthCheck.NAME + "=lanes", HealthCheck.TAGS + "=twitcher"})
public final class LanesCheck implements HealthCheck {
    /** Settle, splay and backoff are meant; pauses and missing bundles are told of elsewhere. */
    private static final Set<Reason> BEHIND = EnumSet.of(Reason.RUN_GOING, Reason.NO_PLACE, Reason.PREPARING);

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Insight insight;

    private volatile Duration patience = Duration.ZERO;

    @Activate
    @Modified
    void settings(HealthSettings settings) {
        patience = Duration.ofSeconds(settings.behindSeconds());
    }

    @Override
    public Result execute() {
        Insight present = insight;
        return present == null ? Verdict.away("twitcher.engine") : of(present.waiting(), Instant.now(), patience);
    }

    static Result of(List<Waiting> all, Instant now, Duration patience) {
        List<String> behind = all.stream()
                .filter(waiting -> BEHIND.contains(waiting.reason()))
                .filter(waiting -> waiting.since().plus(patience).isBefore(now))
                .map(waiting -> words(waiting, now))
                .toList();
        return behind.isEmpty()
                ? Verdict.of(Status.OK, all.size() + " changes wait, none for longer than it should")
                : Verdict.of(
                        Status.WARN,
                        behind.size() + " are behind by more than " + patience.toSeconds() + " s: "
                                + Verdict.some(behind));
    }

    private static String words(Waiting waiting, Instant now) {
        String what = switch (waiting.reason()) {
            case RUN_GOING -> "for run " + waiting.run().orElse("before it") + " to end";
            case NO_PLACE -> "for a free place";
            default -> "for its action";
        };
        return waiting.watchId() + " (waits "
                + Duration.between(waiting.since(), now).toSeconds() + " s " + what + ")";
    }
}
