package twitcher.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import twitcher.api.action.ActionType;
import twitcher.api.action.ActionTypeName;
import twitcher.engine.guest.Guest;

/** The action types that are there, by name; of two the one of higher ranking. Any thread. */
final class ActionTypes {
    private final Map<String, List<Offer>> byName = new ConcurrentHashMap<>();

    /** Bundles that are about to be stopped: their types are as if they were not there. */
    private final Set<Long> draining = ConcurrentHashMap.newKeySet();

    /**
     * An action type that is there.
     *
     * @param reference its service
     * @param type gives it, and may hang in doing so; null if it is gone
     * @param guest on whose threads it is called
     */
    record Offer(ServiceReference<ActionType<?>> reference, Supplier<ActionType<?>> type, Guest guest) {
        long bundleId() {
            return Optional.ofNullable(reference.getBundle())
                    .map(Bundle::getBundleId)
                    .orElse(-1L);
        }
    }

    /** The name of what was added; empty: it has none, so nothing can use it. */
    Optional<String> add(Offer offer) {
        Optional<String> name = name(offer.reference());
        name.ifPresent(n -> byName.merge(n, List.of(offer), ActionTypes::ranked));
        return name;
    }

    /** The name of what was removed. */
    Optional<String> remove(ServiceReference<ActionType<?>> reference) {
        Optional<String> name = name(reference);
        name.ifPresent(n -> byName.computeIfPresent(n, (key, offers) -> without(offers, reference)));
        return name;
    }

    Optional<Offer> find(String name) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(offer -> draining.isEmpty() || !draining.contains(offer.bundleId()))
                .findFirst();
    }

    /** Every type that is there, used or not. */
    Stream<Offer> all() {
        return byName.values().stream().flatMap(List::stream);
    }

    /** Hides the types of a bundle, or shows them again; the names that this concerns. */
    List<String> drain(long bundleId, boolean hide) {
        if (hide) {
            draining.add(bundleId);
        } else {
            draining.remove(bundleId);
        }
        return all().filter(offer -> offer.bundleId() == bundleId)
                .flatMap(offer -> name(offer.reference()).stream())
                .distinct()
                .toList();
    }

    static Optional<String> name(ServiceReference<ActionType<?>> reference) {
        return Optional.ofNullable(reference.getProperty(ActionTypeName.PROPERTY))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    private static List<Offer> ranked(List<Offer> old, List<Offer> young) {
        return Stream.concat(old.stream(), young.stream())
                .sorted((a, b) -> b.reference().compareTo(a.reference()))
                .toList();
    }

    private static List<Offer> without(List<Offer> offers, ServiceReference<ActionType<?>> gone) {
        List<Offer> left =
                offers.stream().filter(o -> !o.reference().equals(gone)).toList();
        return left.isEmpty() ? null : left;
    }
}
