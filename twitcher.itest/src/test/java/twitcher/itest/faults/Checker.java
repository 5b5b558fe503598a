package twitcher.itest.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import twitcher.itest.faults.WatchSpec.Mode;
import twitcher.itest.faults.WatchSpec.OnLoad;

/**
 * The promise, as a function of what was seen. {@link #lost} is what must become empty once a node rests; what
 * {@link #wrong} finds is never to be.
 *
 * <p>The exceptions are those of the promise and no others. DISCARD may drop what arrived during a run: the daemon must
 * say that it did, of this very state, and the run must have been going still when the state was asked for.
 * {@code run_on_load=false} skips the state found at load: the daemon must say so of this very state, in its first
 * verdict after a load. With {@code on_delete=IGNORE} a node that is missing leaves the newest state that was seen, as
 * long as no load has come since. With {@code on_delete=RUN} a node found missing at load is a deletion only if it was
 * known to exist.
 */
final class Checker {
    /** How much later than its process the daemon may learn that a run is over: it may have been stopped, or slow. */
    private static final double LAG_S = Schedule.SESSION_MS / 1_000.0 + 5;

    private final Evidence seen;

    private Checker(Evidence seen) {
        this.seen = seen;
    }

    /** Why the last state counts as lost, as things are; empty: it has run, or need not. */
    static Optional<String> lost(Evidence seen) {
        return new Checker(seen).lost();
    }

    /** What must not be, whatever comes later. */
    static List<String> wrong(Evidence seen) {
        Checker checker = new Checker(seen);
        List<String> problems = new ArrayList<>();
        checker.overlaps(problems);
        checker.twice(problems);
        checker.dropped(problems);
        checker.unaccounted(problems);
        return problems;
    }

    private Optional<String> lost() {
        if (seen.last().exists()) {
            return ran() || discarded() || skipped() ? Optional.empty() : Optional.of(told("its last state"));
        } else if (seen.watch().onDelete()) {
            return deletionRan() || missingAtLoad() ? Optional.empty() : Optional.of(told("the deletion of its node"));
        }
        return newestSeenRan() ? Optional.empty() : Optional.of(told("the newest state seen before it was deleted"));
    }

    private String told(String what) {
        String runs = seen.newestRun()
                .map(run -> "the last of " + seen.runs().size() + " runs saw " + run.payload() + " in generation "
                        + run.generation())
                .orElse("nothing was run");
        String verdict = seen.newestVerdict()
                .map(v -> v.word() + " of " + v.marks().map(Object::toString).orElse("a missing node"))
                .orElse("none");
        return "%s: %s, %s, was not run: %s; the daemon's last verdict: %s"
                .formatted(seen.watch().name(), what, seen.last(), runs, verdict);
    }

    private boolean ran() {
        return seen.watch().mode().serial()
                ? seen.newestRun().filter(this::isLast).isPresent()
                : seen.runs().stream().anyMatch(this::isLast);
    }

    private boolean isLast(Started run) {
        return run.payload().equals(seen.last().payload()) && run.generation() == seen.generation();
    }

    private boolean says(String verdict) {
        return seen.newestVerdict()
                .filter(v -> v.is(verdict)
                        && v.about(seen.watch().kind(), seen.last().marks()))
                .isPresent();
    }

    private boolean discarded() {
        return seen.watch().mode() == Mode.DISCARD
                && says("DISCARDED")
                && !seen.newestIsOutdated()
                && seen.runs().stream().anyMatch(run -> run.endAt().orElse(Double.MAX_VALUE) >= seen.asked() - LAG_S);
    }

    private boolean skipped() {
        return seen.watch().onLoad() == OnLoad.FALSE
                && says("SKIPPED_AT_LOAD")
                && seen.newestIsFirstAfterLoad()
                && !seen.newestIsOutdated();
    }

    private boolean deletionRan() {
        return seen.newestRun().filter(run -> run.payload().isEmpty()).isPresent();
    }

    private boolean missingAtLoad() {
        return says("MISSING") && seen.newestIsFirstAfterLoad() && !seen.newestIsOutdated();
    }

    private boolean newestSeenRan() {
        Optional<Verdict> offered = seen.verdicts().stream()
                .filter(v -> v.is("WAITS") || v.is("REPLACED_OLDER") || v.is("STARTED"))
                .reduce((old, young) -> young);
        return offered.isEmpty() || seen.loadedBetween(offered.get().offset(), Long.MAX_VALUE) || hasRun(offered.get());
    }

    /** Whether a run got that state; of children it cannot be told, so the daemon is believed. */
    private boolean hasRun(Verdict verdict) {
        String mzxid =
                verdict.marks().map(marks -> Long.toString(marks.mzxid())).orElse("");
        return seen.watch().kind() == WatchSpec.Kind.CHILDREN
                || seen.runs().stream().anyMatch(run -> run.mzxid().equals(mzxid));
    }

    private void overlaps(List<String> problems) {
        for (int i = 1; i < seen.runs().size() && seen.watch().mode().serial(); i++) {
            Started before = seen.runs().get(i - 1);
            Started after = seen.runs().get(i);
            boolean stopped =
                    seen.watch().mode() == Mode.RESTART && before.endLine().isEmpty();
            if (!stopped && before.endLine().orElse(Integer.MAX_VALUE) > after.line()) {
                problems.add(seen.watch().name() + ": run " + after.run() + " began before run " + before.run()
                        + " was over");
            }
        }
    }

    /** Sameness is not a change: a state is not run twice, unless it was seen again after another, or after a load. */
    private void twice(List<String> problems) {
        Optional<Verdict> old = Optional.empty();
        for (Verdict verdict : seen.verdicts()) {
            boolean same = old.filter(o -> o.is("STARTED") && verdict.is("WAITS"))
                    .filter(o -> o.about(seen.watch().kind(), verdict.marks()))
                    .filter(o -> !seen.loadedBetween(o.offset(), verdict.offset()))
                    .isPresent();
            if (same && !verdict.event().equals("loaded") && !verdict.event().equals("retry")) {
                problems.add(seen.watch().name() + ": " + verdict + " was run before");
            }
            old = Optional.of(verdict);
        }
    }

    /**
     * What waits is started, or gives way to something newer, or is found again by a load. If something that does not
     * count came between, the log does not tell of the start, but the run does.
     */
    private void dropped(List<String> problems) {
        Optional<Verdict> waiting = Optional.empty();
        boolean between = false;
        for (Verdict verdict : seen.verdicts()) {
            boolean open = waiting.filter(w -> !seen.loadedBetween(w.offset(), verdict.offset()))
                    .isPresent();
            if (open && verdict.is("WAITS") && !(between && hasRun(waiting.get()))) {
                problems.add(seen.watch().name() + ": " + waiting.get() + " was dropped before " + verdict);
            }
            between = true;
            if (verdict.is("WAITS") || verdict.is("REPLACED_OLDER")) {
                waiting = Optional.of(verdict);
                between = false;
            } else if (verdict.is("STARTED")) {
                waiting = Optional.empty();
            }
        }
    }

    /** Each start that the daemon tells of is a run of that state, and there are no others; if nothing is killed. */
    private void unaccounted(List<String> problems) {
        boolean countable = seen.watch().kind() == WatchSpec.Kind.DATA
                && seen.watch().mode() != Mode.RESTART
                && seen.verdicts().stream().noneMatch(v -> seen.loadedBetween(v.offset(), Long.MAX_VALUE));
        for (Verdict verdict : seen.verdicts()) {
            if (countable && verdict.is("STARTED") && verdict.marks().isPresent()) {
                count(verdict, problems);
            }
        }
    }

    private void count(Verdict verdict, List<String> problems) {
        String mzxid = Long.toString(verdict.marks().orElseThrow().mzxid());
        long said = seen.verdicts().stream()
                .filter(v -> v.is("STARTED") && v.marks().equals(verdict.marks()))
                .count();
        long told =
                seen.runs().stream().filter(run -> run.mzxid().equals(mzxid)).count();
        if (told == 0 && !takenBack(verdict) || told > said) {
            problems.add("%s: %s: the log says so %d times, and it ran %d times"
                    .formatted(seen.watch().name(), verdict, said, told));
        }
    }

    /** Whether what was to be started could not start after all, before anything else was. */
    private boolean takenBack(Verdict started) {
        long next = seen.verdicts().stream()
                .filter(v -> v.is("STARTED") && v.offset() > started.offset())
                .mapToLong(Verdict::offset)
                .min()
                .orElse(Long.MAX_VALUE);
        return seen.notStarted().stream().anyMatch(at -> at > started.offset() && at < next);
    }

    /** Why the last state, which came while everything was at rest, did not run once and as the last one. */
    static Optional<String> notOnce(Evidence seen) {
        Checker checker = new Checker(seen);
        long times = seen.runs().stream()
                .filter(run -> run.payload().equals(seen.last().payload()))
                .count();
        if (times == 1 && checker.ran()) {
            return Optional.empty();
        }
        return Optional.of(checker.told("a state that came while all was at rest, run " + times + " times"));
    }
}
