package twitcher.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.osgi.framework.ServiceReference;
import twitcher.api.action.ActionType;
import twitcher.api.action.ActionTypeName;

/** The action types that are there, by name; of two the one of higher ranking. Any thread. */
final class ActionTypes {
    private final Map<String, List<Offer>> byName = new ConcurrentHashMap<>();

    private record Offer(ServiceReference<ActionType<?>> reference, ActionType<?> type) {}

    /** The name of what was added; empty: it has none, so nothing can use it. */
    Optional<String> add(ServiceReference<ActionType<?>> reference, ActionType<?> type) {
        Optional<String> name = name(reference);
        name.ifPresent(n -> byName.merge(n, List.of(new Offer(reference, type)), ActionTypes::ranked));
        return name;
    }

    /** The name of what was removed. */
    Optional<String> remove(ServiceReference<ActionType<?>> reference) {
        Optional<String> name = name(reference);
        name.ifPresent(n -> byName.computeIfPresent(n, (key, offers) -> without(offers, reference)));
        return name;
    }

    Optional<ActionType<?>> find(String name) {
        return Optional.ofNullable(byName.get(name))
                .<ActionType<?>>map(offers -> offers.get(0).type());
    }

    private static Optional<String> name(ServiceReference<ActionType<?>> reference) {
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
