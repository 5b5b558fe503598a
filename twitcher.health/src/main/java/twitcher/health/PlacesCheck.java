package twitcher.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import twitcher.api.Run;
import twitcher.api.admin.Figures.Places;
import twitcher.api.admin.Insight;
import twitcher.api.admin.Watches;

/** Whether there is room for runs. At the bound nothing new starts: critical, with the runs that last longest. */
@Component(property = {HealthCheck.NAME + "=places", HealthCheck.TAGS + "=twitcher"})
public final class PlacesCheck implements HealthCheck {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Insight insight;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Watches watches;

    @Override
    public Result execute() {
        Insight figures = insight;
        Watches present = watches;
        if (figures == null || present == null) {
            return Verdict.away("twitcher.engine");
        }
        Places places = figures.figures().places();
        return places.taken() < places.bound() ? free(places) : full(places, runs(present), Instant.now());
    }

    private static Result free(Places places) {
        return Verdict.of(Status.OK, places.taken() + " of at most " + places.bound() + " runs are going");
    }

    private static List<Run> runs(Watches watches) {
        return watches.list().stream()
                .flatMap(watch -> watch.running().stream())
                .sorted(Comparator.comparing(Run::started))
                .toList();
    }

    static Result full(Places places, List<Run> oldestFirst, Instant now) {
        List<String> longest = oldestFirst.stream()
                .map(run -> run.watchId() + " (run " + run.id() + ", for "
                        + Duration.between(run.started(), now).toSeconds() + " s)")
                .toList();
        return Verdict.of(
                Status.CRITICAL,
                places.taken() + " runs are going, and " + places.bound() + " are the bound (maxRuns of"
                        + " twitcher.engine.cfg); " + places.waiting() + " watches wait for a place; the longest: "
                        + Verdict.some(longest));
    }
}
