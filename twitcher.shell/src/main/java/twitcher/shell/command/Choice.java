package twitcher.shell.command;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds what an operator means by a part of an id. Pure. */
final class Choice {
    private static final int SHOWN = 20;

    private final String what;
    private final Collection<String> ids;

    /**
     * @param what what is chosen, such as {@code watch}
     * @param ids all there are
     */
    Choice(String what, Collection<String> ids) {
        this.what = what;
        this.ids = ids;
    }

    /**
     * The id that is {@code part}; else the only one that ends with it after a colon, begins with it, or contains it. A
     * mere mark, such as a forgotten {@code -}, is no part of an id.
     *
     * @throws Refusal if there is none, or more than one: with the candidates
     */
    String of(String part) {
        if (!ids.contains(part) && part.codePoints().noneMatch(Character::isLetterOrDigit)) {
            throw new Refusal("'" + part + "' names no " + what + ": a part of an id has a letter or a digit");
        }
        List<Predicate<String>> closerFirst = List.of(
                part::equals, id -> id.endsWith(":" + part), id -> id.startsWith(part), id -> id.contains(part));
        for (Predicate<String> close : closerFirst) {
            List<String> found = ids.stream().filter(close).sorted().toList();
            if (found.size() == 1) {
                return found.get(0);
            }
        }
        throw refusal(
                part, ids.stream().filter(id -> id.contains(part)).sorted().toList());
    }

    private Refusal refusal(String part, List<String> candidates) {
        if (candidates.isEmpty()) {
            return new Refusal("no " + what + " has '" + part + "' in its id" + Filter.hint(part, List.copyOf(ids)));
        }
        Stream<String> shown = candidates.stream().limit(SHOWN).map(id -> "\n  " + id);
        String more = candidates.size() > SHOWN ? "\n  and " + (candidates.size() - SHOWN) + " more" : "";
        return new Refusal("'" + part + "' is in " + candidates.size() + " ids, but one " + what
                + " is needed; give more of one:" + String.join("", shown.toList()) + more);
    }
}
