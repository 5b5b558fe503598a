package twitcher.metrics;

import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Component;
import twitcher.api.config.ConfigurationPid;
import twitcher.api.config.ConfigurationRule;

/** Refuses a place to listen that is none, or that other machines could reach, before it takes effect. */
@Component
@ConfigurationPid(pid = "twitcher.metrics")
public final class PlaceRule implements ConfigurationRule {
    @Override
    public Map<String, String> faults(Map<String, String> values) {
        return Place.fault(
                        Optional.ofNullable(values.get("listen")).orElse("127.0.0.1:0"),
                        Optional.ofNullable(values.get("socketMode")).orElse("600"))
                .map(fault -> Map.of(fault.key(), fault.words()))
                .orElse(Map.of());
    }
}
