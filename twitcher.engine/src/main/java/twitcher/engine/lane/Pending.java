package twitcher.engine.lane;

import static java.util.Objects.requireNonNull;

import twitcher.api.Event;

/**
 * A state that is to be run.
 *
 * @param seen the state
 * @param event why
 * @param attempt the attempt that the next run of it will be
 * @param refusals how often in a row it could not be started
 * @param stage how far it got
 */
public record Pending(Observation seen, Event event, int attempt, int refusals, Stage stage) {
    public Pending {
        requireNonNull(seen, "seen");
        requireNonNull(event, "event");
        requireNonNull(stage, "stage");
    }

    boolean ready() {
        return stage instanceof Stage.Ready;
    }

    Pending at(Stage next) {
        return new Pending(seen, event, attempt, refusals, next);
    }

    Pending with(Observation other) {
        return new Pending(other, event, attempt, refusals, stage);
    }

    /** Why the newer of two changes runs: that a node is new outlasts that it changed. */
    static Event merged(Event old, Event young) {
        boolean news = young == Event.CHANGED || young == Event.CHILDREN;
        return news && (old == Event.CREATED || old == Event.LOADED) ? old : young;
    }
}
