package twitcher.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import twitcher.api.settings.WatchSettings.Draft;

/**
 * Names the watches of a file that have no description of their own: {@code <file>-<n>}. A watch keeps its name when
 * others come or go around it: names are given by equal content first, then by position between those, and what is left
 * is new.
 */
final class Names {
    private final String file;
    private final List<Named> before;
    private final List<Wanted> wanted;
    private final boolean[] taken;
    private final int[] match;

    /** A default name that was given, and to what content. */
    record Named(String name, String content) {}

    /**
     * A watch to be named.
     *
     * @param content what it says; not looked at if it has a description
     */
    record Wanted(Optional<String> description, String content) {
        /** The watches of a file. */
        static List<Wanted> of(List<Draft> drafts) {
            Contents contents = new Contents();
            return drafts.stream().map(draft -> of(draft, contents)).toList();
        }

        private static Wanted of(Draft draft, Contents contents) {
            return new Wanted(draft.description(), draft.description().isEmpty() ? contents.of(draft) : "");
        }
    }

    private static final int NONE = -1;

    private Names(String file, List<Named> before, List<Wanted> wanted) {
        this.file = file;
        this.wanted = wanted;
        Set<String> descriptions =
                wanted.stream().flatMap(w -> w.description().stream()).collect(Collectors.toSet());
        this.before = before.stream()
                .filter(named -> !descriptions.contains(named.name()))
                .toList();
        this.taken = new boolean[this.before.size()];
        this.match = new int[wanted.size()];
        Arrays.fill(match, NONE);
    }

    /**
     * The names of {@code wanted}, in its order.
     *
     * @param before the default names that the file's watches had, in the order of the file
     */
    static List<String> give(String file, List<Named> before, List<Wanted> wanted) {
        Names names = new Names(file, before, wanted);
        names.matchContents();
        names.matchFollowers();
        names.matchPredecessors();
        return names.give();
    }

    /** What to remember for the next time. */
    static List<Named> remember(List<Wanted> wanted, List<String> names) {
        List<Named> given = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (wanted.get(i).description().isEmpty()) {
                given.add(new Named(names.get(i), wanted.get(i).content()));
            }
        }
        return given;
    }

    private void matchContents() {
        Map<String, Deque<Integer>> free = new HashMap<>();
        for (int i = 0; i < before.size(); i++) {
            free.computeIfAbsent(before.get(i).content(), content -> new ArrayDeque<>(1))
                    .add(i);
        }
        for (int i = 0; i < match.length; i++) {
            Deque<Integer> equal = isDefault(i) ? free.get(wanted.get(i).content()) : null;
            if (equal != null && !equal.isEmpty()) {
                take(i, equal.remove());
            }
        }
    }

    /** A changed watch stands behind the one that it stood behind. */
    private void matchFollowers() {
        int last = NONE;
        for (int i = 0; i < match.length; i++) {
            takeIfFree(i, last + 1);
            last = match[i] == NONE ? last : match[i];
        }
    }

    /** Or before the one that it stood before. */
    private void matchPredecessors() {
        int next = before.size();
        for (int i = match.length - 1; i >= 0; i--) {
            takeIfFree(i, next - 1);
            next = match[i] == NONE ? next : match[i];
        }
    }

    private void takeIfFree(int watch, int name) {
        boolean free = name >= 0 && name < taken.length && !taken[name];
        if (free && isDefault(watch) && match[watch] == NONE) {
            take(watch, name);
        }
    }

    private void take(int watch, int name) {
        match[watch] = name;
        taken[name] = true;
    }

    private boolean isDefault(int watch) {
        return wanted.get(watch).description().isEmpty();
    }

    private List<String> give() {
        Set<String> used = new HashSet<>();
        wanted.forEach(w -> w.description().ifPresent(used::add));
        before.forEach(named -> used.add(named.name()));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < match.length; i++) {
            names.add(name(i, used));
        }
        return names;
    }

    private String name(int watch, Set<String> used) {
        Optional<String> description = wanted.get(watch).description();
        return description.orElseGet(() -> match[watch] == NONE
                ? fresh(watch, used)
                : before.get(match[watch]).name());
    }

    /** The number of its place, or the next that nobody has or had. */
    private String fresh(int watch, Set<String> used) {
        int number = watch + 1;
        while (!used.add(file + "-" + number)) {
            number++;
        }
        return file + "-" + number;
    }
}
