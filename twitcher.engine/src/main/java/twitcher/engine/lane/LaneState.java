package twitcher.engine.lane;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import twitcher.api.Event;
import twitcher.api.Run;
import twitcher.api.Watch;
import twitcher.api.admin.WatchStatus;

/**
 * Everything that is known of one watch, as a value. {@link #after} says what an input makes of it and what is to be
 * done: the whole policy of when an action runs, without a thread and without a clock.
 *
 * @param id the watch's id
 * @param host the name of this machine, for the splay
 * @param watch what it is; empty: no reading has it, only runs of a daemon before this one
 * @param bars why nothing is started; empty: something may
 * @param refusal what the action type said against the settings
 * @param sight what is known of the node
 * @param observations how many different states of the node were seen
 * @param loading whether the next state is the first one of a newly loaded watch
 * @param rerun the event with which the next state is run even if it was seen before
 * @param pending the newest state that is to be run
 * @param given a run with data that an operator gave
 * @param asked with which urgency a place is asked for; empty: it is not
 * @param going the runs that are going, the oldest first
 * @param newest the newest observation that a run was started for
 * @param position the last state that was run successfully
 * @param ticket of the last preparation of the action
 * @param last the run that ended last, without its output
 * @param trace what became of the change last seen
 * @param doing what it is doing, in one word
 * @param since since when
 */
public record LaneState(
        String id,
        String host,
        Optional<Watch> watch,
        Set<Bar> bars,
        Optional<String> refusal,
        Sight sight,
        long observations,
        boolean loading,
        Optional<Event> rerun,
        Optional<Pending> pending,
        Optional<Pending> given,
        Optional<Order.Urgency> asked,
        List<Going> going,
        long newest,
        Optional<Position> position,
        long ticket,
        Optional<Run> last,
        Trace trace,
        WatchStatus.State doing,
        Instant since) {
    public LaneState {
        requireNonNull(id, "id");
        requireNonNull(host, "host");
        bars = Set.copyOf(bars);
        going = List.copyOf(going);
    }

    /** A lane that nothing happened to yet; {@code bars} are those beside {@link Bar#REMOVED}. */
    public static LaneState fresh(String id, String host, Set<Bar> bars, Instant now) {
        EnumSet<Bar> all = EnumSet.of(Bar.REMOVED);
        all.addAll(bars);
        return new LaneState(
                id,
                host,
                Optional.empty(),
                all,
                Optional.empty(),
                Sight.NONE,
                0,
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                0,
                Optional.empty(),
                0,
                Optional.empty(),
                Trace.NONE,
                WatchStatus.State.ARMING,
                now);
    }

    /** What {@code input} makes of this lane at {@code now}. */
    public Step after(Input input, Moment now) {
        return new Turn(new Draft(this, now)).take(input);
    }

    /** When a {@link Input.Tick} is due, by {@link Moment#nanos}; empty: never. */
    public OptionalLong nextDeadline() {
        OptionalLong next = pending.map(p -> p.stage().due()).orElse(OptionalLong.empty());
        for (Going run : going) {
            next = earlier(next, run.due());
        }
        return next;
    }

    private static OptionalLong earlier(OptionalLong a, OptionalLong b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? b : a;
        }
        return a.getAsLong() - b.getAsLong() <= 0 ? a : b;
    }

    /** The states of the node that may have to be run, and whose bytes are therefore kept. */
    public List<Observation> kept() {
        List<Observation> kept = new ArrayList<>(1 + going.size());
        pending.map(Pending::seen).filter(seen -> !seen.given()).ifPresent(kept::add);
        for (Going run : going) {
            run.again().filter(seen -> !seen.given()).ifPresent(kept::add);
        }
        return kept;
    }

    /** Whether {@code bar} is one of the reasons why nothing is started. */
    public boolean barred(Bar bar) {
        return bars.contains(bar);
    }

    /** The run of that id, if it is going. */
    public Optional<Going> going(String runId) {
        return going.stream().filter(g -> g.run().id().equals(runId)).findFirst();
    }
}
