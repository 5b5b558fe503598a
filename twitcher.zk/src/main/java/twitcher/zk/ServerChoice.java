package twitcher.zk;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.osgi.framework.ServiceReference;
import twitcher.api.node.ConnectString;

/**
 * Which of the places that may name the servers counts: the command line; else, for a daemon with an embedded server,
 * only the service that names it; else the service of the highest ranking; else the configuration; else this machine.
 */
final class ServerChoice {
    /**
     * A connect string, unchecked.
     *
     * @param text as it was given
     * @param source who gave it, for messages
     */
    record Choice(String text, String source) {}

    private static final Choice LOCAL = new Choice("localhost", "default");

    private final Optional<Choice> flag;
    private final boolean embedded;
    private final Map<ServiceReference<ConnectString>, ConnectString> services =
            new ConcurrentSkipListMap<>(Collections.reverseOrder());

    ServerChoice(Optional<String> flag, boolean embedded) {
        this.flag = flag.map(text -> new Choice(text, "--zkservers=" + text));
        this.embedded = embedded;
    }

    void add(ServiceReference<ConnectString> reference, ConnectString service) {
        services.put(reference, service);
    }

    void remove(ServiceReference<ConnectString> reference) {
        services.remove(reference);
    }

    /** What counts now; empty while the embedded server is awaited. */
    Optional<Choice> choose(String configured) {
        Optional<Choice> named = flag.or(this::service);
        if (named.isPresent() || embedded) {
            return named;
        }
        return Optional.of(
                configured.isEmpty() ? LOCAL : new Choice(configured, "twitcher.zk.cfg: servers=" + configured));
    }

    private Optional<Choice> service() {
        return services.entrySet().stream()
                .findFirst()
                .map(entry -> new Choice(
                        entry.getValue().value(),
                        "connect string of bundle " + entry.getKey().getBundle()));
    }
}
