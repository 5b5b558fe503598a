package twitcher.api.admin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import twitcher.api.Event;
import twitcher.api.Watch;
import twitcher.api.action.Description;

/**
 * What would come of something that has not happened: decided by what decides when it has.
 *
 * @param watch the watch
 * @param verdict in a word
 * @param event what the run would be told to be for; empty: nothing would run
 * @param attempt which attempt it would be
 * @param way what would happen until the run is started, in this order
 * @param afterwards what would happen then, if the run takes too long or fails
 * @param run what the run would do; empty: none would be started, or nobody asked
 */
public record Forecast(
        Watch watch,
        Verdict verdict,
        Optional<Event> event,
        int attempt,
        List<Stage> way,
        List<Stage> afterwards,
        Optional<Description> run) {
    /** What would come of it, in a word. */
    public enum Verdict {
        /** A run would start at once. */
        STARTS,
        /** A run would start by itself, but later. */
        WAITS,
        /** Nothing would start before something is put right. */
        BLOCKED,
        /** The change would be dropped, because a run is going. */
        DROPPED,
        /** It is nothing to run for. */
        NOTHING,
        /** The watch would be removed. */
        REMOVED
    }

    /**
     * Something on the way.
     *
     * @param name what it has to do with: a setting, or a word such as {@code place}
     * @param words what would happen
     * @param lasts how long, if that is known
     */
    public record Stage(String name, String words, Optional<Duration> lasts) {
        public Stage {
            requireNonNull(name, "name");
            requireNonNull(words, "words");
            requireNonNull(lasts, "lasts");
        }
    }

    public Forecast {
        requireNonNull(watch, "watch");
        requireNonNull(verdict, "verdict");
        requireNonNull(event, "event");
        way = List.copyOf(way);
        afterwards = List.copyOf(afterwards);
        requireNonNull(run, "run");
    }
}
