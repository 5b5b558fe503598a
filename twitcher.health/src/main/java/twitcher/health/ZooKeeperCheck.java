package twitcher.health;

import java.time.Duration;
import java.time.Instant;
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
import org.osgi.service.metatype.annotations.Designate;
import twitcher.api.node.Connection;
import twitcher.api.node.NodeSource;

/** Whether ZooKeeper is there: away for a moment is a warning, for longer it is critical. */
@Component(
        configurationPid = "twitcher.health",
        property = {HealthCheck.NAME + "=zookeeper", HealthCheck.TAGS + "=twitcher"})
@Designate(ocd = HealthSettings.class)
public final class ZooKeeperCheck implements HealthCheck {
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile NodeSource source;

    private volatile Duration patience = Duration.ZERO;

    @Activate
    @Modified
    void settings(HealthSettings settings) {
        patience = Duration.ofSeconds(settings.awaySeconds());
    }

    @Override
    public Result execute() {
        NodeSource present = source;
        return present == null ? Verdict.away("twitcher.zk") : of(present.connection(), Instant.now(), patience);
    }

    static Result of(Connection connection, Instant now, Duration patience) {
        Duration since = Duration.between(connection.since(), now);
        String detail = connection.detail().map(words -> ": " + words).orElse("");
        String to = connection.servers().isEmpty() ? "" : " to " + connection.servers();
        String words = connection.state() + to + " for " + since.toSeconds() + " s" + detail;
        Verdict verdict = new Verdict().add(status(connection.state(), since.compareTo(patience) > 0), words);
        if (connection.counters().repaired() > 0) {
            verdict.add(
                    Status.OK,
                    "an audit found and repaired " + connection.counters().repaired()
                            + " differences that no event had told of");
        }
        return verdict.result();
    }

    private static Status status(Connection.State state, boolean tooLong) {
        return switch (state) {
            case CONNECTED -> Status.OK;
            case AUTH_FAILED -> Status.CRITICAL;
            case CONNECTING, SUSPENDED, EXPIRED -> tooLong ? Status.CRITICAL : Status.WARN;
        };
    }
}
