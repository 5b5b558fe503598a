package twitcher.exec;

import twitcher.api.Outcome;

/** A process that could not be started, with words for the operator. */
final class SpawnFailure extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean passing;

    private SpawnFailure(String why, boolean passing) {
        super(why, null, false, false);
        this.passing = passing;
    }

    /** A reason that stays until somebody mends it. */
    SpawnFailure(String why) {
        this(why, false);
    }

    /** A reason that is not the command's, and passes: it may start a moment later. */
    static SpawnFailure passing(String why) {
        return new SpawnFailure(why, true);
    }

    /** What the system answered when it was to make the process. */
    static SpawnFailure of(Spawn order, int errno, String words) {
        return Shortage.is(errno)
                ? passing(order.argv().get(0) + ": " + words)
                : new SpawnFailure(Programs.words(order, words));
    }

    Outcome outcome() {
        return passing ? new Outcome.Postponed(getMessage()) : new Outcome.NotStarted(getMessage());
    }
}
