package twitcher.config;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Constants;

/** A service that offers something by name; of two with one name, the first is used. */
record Offer(String name, int ranking, long id) implements Comparable<Offer> {
    private static final Comparator<Offer> BEST_FIRST = Comparator.comparing(Offer::name)
            .thenComparing(Offer::ranking, Comparator.reverseOrder())
            .thenComparing(Offer::id);

    /** The offer that {@code key} names; empty: the service has no such property and offers nothing. */
    static Optional<Offer> of(String key, Map<String, Object> properties) {
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer number ? number : 0;
        return properties.get(key) instanceof String name
                ? Optional.of(new Offer(name, ranking, (Long) properties.get(Constants.SERVICE_ID)))
                : Optional.empty();
    }

    @Override
    public int compareTo(Offer that) {
        return BEST_FIRST.compare(this, that);
    }
}
