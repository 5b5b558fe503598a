package twitcher.shell.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import twitcher.api.settings.Nearest;

/**
 * Picks from a listing what has a part in one of its names. What matches nothing is refused: an empty listing looks as if
 * all were well. Pure.
 *
 * @param none what to say of a part that nothing has, such as {@code no file has '%s' in its name}
 * @param names of an item
 */
record Filter<T>(String none, Function<T, List<String>> names) {
    /**
     * Those that have it; without a part all.
     *
     * @throws Refusal if none has: with the nearest name
     */
    List<T> of(Optional<String> part, List<T> all) {
        List<T> found = all.stream().filter(item -> has(item, part)).toList();
        if (part.isPresent() && found.isEmpty()) {
            throw refusal(part.get(), all);
        }
        return found;
    }

    private boolean has(T item, Optional<String> part) {
        return part.isEmpty() || names.apply(item).stream().anyMatch(name -> name.contains(part.get()));
    }

    private Refusal refusal(String part, List<T> all) {
        List<String> known =
                all.stream().flatMap(item -> names.apply(item).stream()).toList();
        return new Refusal(none.formatted(part) + (known.isEmpty() ? "; there is none" : hint(part, known)));
    }

    /** What was meant, if that can be guessed: a whole name, or a description, which is an id's end. */
    static String hint(String part, List<String> known) {
        return Nearest.to(part, known)
                .or(() -> Nearest.to(part, known.stream().map(Filter::end).toList())
                        .flatMap(end -> known.stream()
                                .filter(name -> end(name).equals(end))
                                .findFirst()))
                .map(nearest -> "; did you mean " + nearest + "?")
                .orElse("");
    }

    private static String end(String id) {
        return id.substring(id.indexOf(':') + 1);
    }
}
