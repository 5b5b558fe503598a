package twitcher.api.admin;

import static java.util.Objects.requireNonNull;

import java.util.List;
import twitcher.api.settings.Problem;

/**
 * What the loader would say of a file.
 *
 * @param name the file, as it was named
 * @param kind what would handle it: a language, {@code bundle} or {@code configuration}; its ending if nothing would
 * @param state what would become of it
 * @param problems everything that is wrong with it, each with its place
 * @param waitsFor what is missing, in words; with any, some of it would not be in effect
 * @param watches how many watches it declares
 */
public record Proof(String name, String kind, State state, List<Problem> problems, List<String> waitsFor, int watches) {
    /** What would become of a file. */
    public enum State {
        /** It would be in effect as it is. */
        FINE,
        /** It would be refused. */
        ERROR,
        /** It would wait, all of it or some watches, for something that is not there. */
        WAITING
    }

    public Proof {
        requireNonNull(name, "name");
        requireNonNull(kind, "kind");
        requireNonNull(state, "state");
        problems = List.copyOf(problems);
        waitsFor = List.copyOf(waitsFor);
    }

    /** What is wrong, or else what is missing, as far as there is any. */
    public static Proof of(String name, String kind, List<Problem> problems, List<String> waitsFor, int watches) {
        State otherwise = waitsFor.isEmpty() ? State.FINE : State.WAITING;
        return new Proof(name, kind, problems.isEmpty() ? otherwise : State.ERROR, problems, waitsFor, watches);
    }
}
