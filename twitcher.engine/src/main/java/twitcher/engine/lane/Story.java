package twitcher.engine.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import twitcher.api.Event;
import twitcher.api.Run;
import twitcher.api.Stat;
import twitcher.api.admin.Explanation;
import twitcher.api.admin.Explanation.Kind;
import twitcher.api.admin.Explanation.Step;
import twitcher.api.admin.Explanation.Verdict;

/** Tells from a lane's state, and from the runs that are kept, why the last change ran or did not. Pure. */
public final class Story {
    /** What takes less is no waiting. */
    private static final Duration INSTANT = Duration.ofMillis(2);

    private final LaneState lane;
    private final Trace trace;
    private final Moment now;
    private final String place;
    private final List<Run> runs;
    private final List<Step> steps = new ArrayList<>();

    private Story(LaneState lane, Moment now, List<Run> history, String place) {
        this.lane = lane;
        this.trace = lane.trace();
        this.now = now;
        this.place = place;
        this.runs = ofTheChange(history);
    }

    /**
     * Tells it.
     *
     * @param history runs of the watch that ended, in any order
     * @param place what the watch waits for if it has asked for a place
     */
    public static Explanation of(LaneState lane, Moment now, List<Run> history, String place) {
        return new Story(lane, now, history, place).told();
    }

    private Explanation told() {
        seen();
        waited();
        ran();
        decided();
        again();
        Obstacles obstacles = new Obstacles(lane, now, place);
        return new Explanation(
                lane.id(), verdict(), answer(obstacles), trace.event(), trace.stat(), steps, obstacles.all());
    }

    /** The attempts at the change, the oldest first. */
    private List<Run> ofTheChange(List<Run> history) {
        Stream<Run> known = Stream.concat(history.stream(), lane.last().stream());
        return Stream.concat(known, lane.going().stream().map(Going::run))
                .filter(this::isOfTheChange)
                .collect(Collectors.toMap(Run::id, run -> run, (a, b) -> a))
                .values()
                .stream()
                .sorted(Comparator.comparing(Run::started).thenComparing(Run::id))
                .toList();
    }

    private boolean isOfTheChange(Run run) {
        if (run.id().equals(trace.way().runId())) {
            return true;
        }
        boolean before = trace.verdict() == Trace.Verdict.DONE_BEFORE
                && run.end().filter(end -> end.outcome().success()).isPresent();
        boolean since = !run.started().isBefore(trace.decided()) && trace.verdict() == Trace.Verdict.STARTED;
        boolean byHand = run.event() == Event.MANUAL && !trace.event().equals(Optional.of(Event.MANUAL));
        return run.stat().equals(trace.stat()) && (before || since && !byHand);
    }

    private void seen() {
        if (trace.verdict() == Trace.Verdict.UNSEEN) {
            return;
        }
        if (trace.replaced() > 0) {
            step(Kind.SEEN, trace.first(), "the first of " + (trace.replaced() + 1) + " changes was seen");
        }
        step(Kind.SEEN, trace.seen(), what() + marks());
        if (trace.replaced() > 0) {
            step(Kind.REPLACED, trace.decided(), "it took the place of " + older() + " not run yet");
        } else if (trace.replaced() == Trace.A_RETRY) {
            step(Kind.REPLACED, trace.decided(), "it took the place of a change that was to be tried again");
        }
    }

    private String older() {
        return trace.replaced() == 1 ? "an older change that had" : trace.replaced() + " older changes that had";
    }

    private String what() {
        if (trace.event().isEmpty()) {
            return "the znode was found missing";
        }
        return switch (trace.event().get()) {
            case LOADED -> "the state of the znode was read when the watch was loaded";
            case CREATED -> "the znode was created";
            case CHANGED -> "the znode was set";
            case DELETED -> "the znode was deleted";
            case CHILDREN -> "a child was added or removed";
            case RETRY -> "the state of the znode was read to be tried again";
            case MANUAL -> "the state of the znode was read, because an operator asked for a run";
        };
    }

    private String marks() {
        return trace.stat()
                .map(stat -> ": czxid " + hex(stat.czxid()) + ", mzxid " + hex(stat.mzxid()) + ", pzxid "
                        + hex(stat.pzxid()) + ", version " + stat.version() + set(stat))
                .orElse("");
    }

    private static String set(Stat stat) {
        return stat.mtimeMillis() > 0 ? ", set " + Instant.ofEpochMilli(stat.mtimeMillis()) : "";
    }

    private void waited() {
        Trace.Way way = trace.way();
        if (longAfter(way.settled(), trace.decided())) {
            step(Kind.SETTLED, way.settled(), "the znode had been quiet for the time that settle says");
        }
        if (longAfter(way.splayed(), way.settled())) {
            step(Kind.SPLAYED, way.splayed(), "this machine's turn came (splay)");
        }
        if (way.asked() != Trace.NEVER && heldUp()) {
            step(Kind.WAITED, way.asked(), "it had waited " + forWhat(), Optional.of(way.behind()));
        }
        if (longAfter(way.started(), way.asked()) && way.asked() != Trace.NEVER) {
            String words = "it had waited " + seconds(way.asked(), way.started()) + " for a free place and a thread";
            step(Kind.WAITED, way.started(), words);
        }
    }

    private boolean heldUp() {
        return !trace.way().behind().isEmpty() || !slowBars().isEmpty();
    }

    /** PREPARING is what every load takes a moment for. */
    private List<Bar> slowBars() {
        boolean slow = longAfter(trace.way().asked(), trace.decided());
        return trace.way().bars().stream()
                .filter(bar -> slow || bar != Bar.PREPARING)
                .sorted()
                .toList();
    }

    private String forWhat() {
        List<String> what = new ArrayList<>();
        if (!trace.way().behind().isEmpty()) {
            what.add("for run " + trace.way().behind() + " to end" + mode());
        }
        slowBars().forEach(bar -> what.add("because the watch " + Obstacles.past(bar)));
        return String.join(", and ", what);
    }

    private String mode() {
        return lane.watch()
                .map(watch -> " (run_mode " + watch.policy().runMode() + ")")
                .orElse("");
    }

    private void ran() {
        for (Run run : runs) {
            String attempt = run.attempt() > 1 ? ", attempt " + run.attempt() : "";
            step(Kind.STARTED, run.started(), "run " + run.id() + " was started" + attempt, Optional.of(run.id()));
            run.end()
                    .ifPresent(end -> step(
                            Kind.ENDED,
                            end.at(),
                            "it ended after " + words(end.took()) + ": "
                                    + end.outcome().words(),
                            Optional.of(run.id())));
        }
    }

    private void decided() {
        String words = switch (trace.verdict()) {
            case UNSEEN, WAITS, REPLACED_OLDER, STARTED -> "";
            case SKIPPED_AT_LOAD -> "it is not run: run_on_load is false";
            case DONE_BEFORE -> "it is not run: run_on_load is CHANGED, and this state has been run before";
            case MISSING ->
                trace.event().isPresent()
                        ? "it is not run: on_delete is IGNORE"
                        : "there is nothing to run: the znode does not exist";
            case DISCARDED -> "it is not run: run " + trace.way().behind() + " was going, and run_mode is DISCARD";
        };
        if (!words.isEmpty()) {
            step(Kind.SKIPPED, trace.decided(), words);
        }
    }

    private void again() {
        lane.pending()
                .filter(pending -> pending.stage() instanceof Stage.Backoff)
                .ifPresent(pending -> step(
                        Kind.RETRY,
                        now.wall().plusNanos(((Stage.Backoff) pending.stage()).at() - now.nanos()),
                        "attempt " + pending.attempt() + " is due"));
        if (trace.same() != Trace.NEVER) {
            step(Kind.SAME, trace.same(), "the znode was read again, with the same zxids: no change");
        }
    }

    private Verdict verdict() {
        if (lane.pending().isPresent()) {
            return failedForGood() ? Verdict.FAILED : Verdict.WAITS;
        }
        return switch (trace.verdict()) {
            case UNSEEN -> Verdict.UNSEEN;
            case WAITS, REPLACED_OLDER -> Verdict.WAITS;
            case STARTED -> ofTheRun();
            case SKIPPED_AT_LOAD, DONE_BEFORE, MISSING, DISCARDED -> Verdict.SKIPPED;
        };
    }

    /** What failed for good is kept to run again when an operator releases it. */
    private boolean failedForGood() {
        return lane.barred(Bar.STOPPED)
                && trace.verdict() == Trace.Verdict.STARTED
                && newest().flatMap(Run::end)
                        .filter(end -> end.outcome().failure())
                        .isPresent();
    }

    private Verdict ofTheRun() {
        Optional<Run.End> end = newest().flatMap(Run::end);
        if (end.isEmpty()) {
            return lane.going(trace.way().runId()).isPresent() ? Verdict.RUNS : Verdict.ENDED;
        } else if (end.get().outcome().success()) {
            return Verdict.RAN;
        }
        return end.get().outcome().failure() ? Verdict.FAILED : Verdict.ENDED;
    }

    private Optional<Run> newest() {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(runs.size() - 1));
    }

    private String answer(Obstacles obstacles) {
        Optional<String> waits = obstacles.first().filter(words -> words.startsWith("waits "));
        if (verdict() == Verdict.WAITS && waits.isPresent()) {
            return "the last change " + waits.get();
        }
        String change = switch (verdict()) {
            case UNSEEN -> "no change was seen since the daemon started";
            case WAITS -> "the last change waits";
            case RUNS -> "the last change runs now, as run " + trace.way().runId();
            case RAN, FAILED, ENDED -> "the last change ran: " + ending();
            case SKIPPED -> "the last change was not run";
        };
        String why = verdict() == Verdict.SKIPPED && !saidBy(obstacles) ? lastSkip() : "";
        return change + why + obstacles.first().map(words -> "; " + words).orElse("");
    }

    /** Whether what stands in the way is why there was nothing to run. */
    private boolean saidBy(Obstacles obstacles) {
        boolean missing = obstacles.all().stream()
                .findFirst()
                .filter(first -> first.reason() == Explanation.Reason.MISSING_NODE)
                .isPresent();
        return missing && trace.event().isEmpty();
    }

    private String lastSkip() {
        return steps.stream()
                .filter(step -> step.kind() == Kind.SKIPPED)
                .findFirst()
                .map(step -> step.words().replaceFirst("^[^:]*", ""))
                .orElse("");
    }

    private String ending() {
        return newest().flatMap(Run::end).map(end -> end.outcome().words()).orElse("how it ended was not seen");
    }

    private void step(Kind kind, Instant at, String words) {
        step(kind, at, words, Optional.empty());
    }

    private void step(Kind kind, Instant at, String words, Optional<String> run) {
        steps.add(new Step(kind, at, words, run.filter(id -> !id.isEmpty())));
    }

    private static boolean longAfter(Instant late, Instant early) {
        return late != Trace.NEVER && Duration.between(early, late).compareTo(INSTANT) > 0;
    }

    private static String seconds(Instant from, Instant to) {
        return words(Duration.between(from, to));
    }

    static String words(Duration duration) {
        return Math.max(0, duration.toMillis()) / 1000.0 + " s";
    }

    private static String hex(long zxid) {
        return "0x" + Long.toHexString(zxid);
    }
}
