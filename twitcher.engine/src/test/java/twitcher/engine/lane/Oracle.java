package twitcher.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import twitcher.api.Change;
import twitcher.api.Event;
import twitcher.api.OnDelete;
import twitcher.api.OnFailure;
import twitcher.api.Outcome;
import twitcher.api.Policy;
import twitcher.api.Run;
import twitcher.api.RunMode;
import twitcher.api.RunOnLoad;
import twitcher.api.Stat;
import twitcher.api.Watch;

/**
 * The promise, told a second time and without stages, timers and places: which state is owed a run. Every start must be
 * of what is owed; when everything has come to rest nothing may be owed.
 */
final class Oracle {
    /** Why nothing may start, as the one who causes it knows it. */
    enum Block {
        REMOVED,
        PAUSED,
        STOPPED,
        HELD,
        NO_READING,
        ADOPTING,
        NO_SOURCE,
        NO_TYPE
    }

    /** A run, as the outside sees it. */
    static final class Running {
        final String id;
        final Optional<Order.Start> start;
        final Watch watch;
        boolean startedIn;
        boolean unseen;
        long state = NONE;

        Running(String id, Optional<Order.Start> start, Watch watch) {
            this.id = id;
            this.start = start;
            this.watch = watch;
            unseen = start.isEmpty();
        }

        boolean adopted() {
            return start.isEmpty();
        }

        boolean given() {
            return start.map(s -> s.seen().number() == 0).orElse(false);
        }

        Optional<Stat> marks() {
            return start.flatMap(s -> s.seen().stat());
        }
    }

    private static final long NONE = -1;

    final EnumSet<Block> blocks = EnumSet.of(Block.REMOVED, Block.NO_SOURCE, Block.NO_TYPE);
    final List<Running> running = new ArrayList<>();
    Optional<Watch> watch = Optional.empty();
    private boolean loading;
    private boolean rerun;
    private boolean known;
    private boolean ranNewest;
    private Optional<Stat> seen = Optional.empty();
    private Optional<Optional<Stat>> owed = Optional.empty();
    private Optional<Optional<Stat>> newest = Optional.empty();

    /** States are counted, for one that is not there is like any other that is not. */
    private long state;

    private long owedState;
    private long newestState = NONE;
    private boolean given;
    private Optional<Optional<Stat>> position = Optional.empty();
    private long positionNumber;

    Policy policy() {
        return watch.orElseThrow().policy();
    }

    void loaded(Watch young) {
        Optional<Watch> old = watch;
        boolean added = blocks.remove(Block.REMOVED);
        blocks.remove(Block.NO_READING);
        watch = Optional.of(young);
        boolean sameOrder = old.filter(
                        o -> o.node().equals(young.node()) && o.action().equals(young.action()))
                .isPresent();
        if (!sameOrder) {
            position = Optional.empty();
        }
        if (!old.equals(watch)) {
            blocks.remove(Block.STOPPED);
        }
        if (added || !old.orElseThrow().node().equals(young.node())) {
            forget();
        } else if (!old.equals(watch) && known) {
            loading |= switch (young.policy().runOnLoad()) {
                case ALWAYS -> true;
                case NEVER -> false;
                case CHANGED -> !position.equals(Optional.of(seen));
            };
        }
    }

    private void forget() {
        loading = true;
        known = false;
        rerun = false;
        owed = Optional.empty();
        seen = Optional.empty();
    }

    void removed() {
        blocks.add(Block.REMOVED);
        blocks.remove(Block.NO_READING);
        forget();
        given = false;
    }

    void observed(Change change) {
        boolean same = known && Change.sameMarks(change.node().kind(), seen, change.stat());
        known = true;
        seen = change.stat();
        state += same ? 0 : 1;
        ranNewest &= same;
        if (rerun) {
            owe(change, change.exists() || policy().onDelete() == OnDelete.RUN);
        } else if (loading) {
            owe(change, runsAtLoad(change));
        } else if (!same && (change.exists() || policy().onDelete() == OnDelete.RUN)) {
            boolean discarded = policy().runMode() == RunMode.DISCARD && !running.isEmpty() && owed.isEmpty();
            owe(change, !discarded);
        }
        loading = false;
        rerun = false;
    }

    private boolean runsAtLoad(Change change) {
        if (policy().runOnLoad() == RunOnLoad.NEVER) {
            return false;
        } else if (!change.exists()) {
            return policy().onDelete() == OnDelete.RUN
                    && position.flatMap(p -> p).isPresent();
        }
        return policy().runOnLoad() == RunOnLoad.ALWAYS || !position.equals(Optional.of(change.stat()));
    }

    private void owe(Change change, boolean counts) {
        if (counts) {
            owed = Optional.of(change.stat());
            owedState = state;
        }
    }

    private void oweNewest() {
        owed = newest;
        owedState = newestState;
    }

    void wanted() {
        rerun = !blocks.contains(Block.REMOVED);
    }

    void wantedWithData() {
        boolean dropped = policy().runMode() == RunMode.DISCARD && !running.isEmpty();
        given |= !dropped;
    }

    void started(Order.Start start) {
        assertThat(blocks).as("why %s must not start", start.run()).isEmpty();
        int most = policy().runMode() == RunMode.PARALLEL ? policy().maxParallel() : 1;
        assertThat(running.size()).as("runs beside %s", start.run()).isLessThan(most);
        assertThat(start.watch()).isEqualTo(watch.orElseThrow());
        if (start.seen().number() == 0) {
            assertThat(given).as("data given").isTrue();
            given = false;
        } else {
            assertThat(owed)
                    .as("owed, not %s", start.run())
                    .isEqualTo(Optional.of(start.seen().stat()));
            owed = Optional.empty();
            newest = Optional.of(start.seen().stat());
            newestState = owedState;
            ranNewest = newest.get().equals(seen);
        }
        checkAttempt(start.run());
        Running begun = new Running(start.run().id(), Optional.of(start), watch.orElseThrow());
        begun.state = begun.given() ? NONE : newestState;
        running.add(begun);
    }

    private void checkAttempt(Run run) {
        assertThat(run.attempt() > 1).as("%s: a later attempt is a retry", run).isIn(false, run.event() == Event.RETRY);
        assertThat(run.attempt()).as("attempts").isLessThanOrEqualTo(1 + World.MOST_RETRIES);
    }

    /** A run ended, in the eyes of the lane: {@code stale} if its action was replaced before it could be started. */
    void ended(Running run, Outcome outcome, boolean stale) {
        running.remove(run);
        if (blocks.contains(Block.REMOVED) || outcome.success() || outcome instanceof Outcome.Cancelled) {
            return;
        }
        if (run.unseen) {
            lost(run);
        } else if (newest(run) && (stale || outcome instanceof Outcome.Postponed)) {
            oweNewest();
        } else if (outcome.failure() && !stale) {
            failed(run);
        }
    }

    /** The bytes of a run that was to be started were gone: it did not start. */
    void contentLost(Running run) {
        running.remove(run);
        rerun |= !blocks.contains(Block.REMOVED) && newest(run);
    }

    void lost() {
        once(known && ranNewest);
    }

    private void lost(Running run) {
        boolean since = run.adopted() || run.given() || newestState != run.state;
        once(known && ranNewest && since);
    }

    private void once(boolean startedSince) {
        rerun |= !blocks.contains(Block.REMOVED) && owed.isEmpty() && !startedSince;
    }

    void toldToStop(Going.Phase why) {
        if (why == Going.Phase.RESTARTED) {
            assertThat(policy().runMode()).isEqualTo(RunMode.RESTART);
            assertThat(blocks).as("why nothing could start in its place").isEmpty();
            assertThat(owed.isPresent() || given)
                    .as("whether something is to start in its place")
                    .isTrue();
        }
    }

    private void failed(Running run) {
        int attempt = run.start.orElseThrow().run().attempt();
        boolean again = attempt <= policy().retry().retries();
        boolean stop = !again && policy().retry().onFailure() == OnFailure.STOP;
        if (stop) {
            blocks.add(Block.STOPPED);
        }
        if ((again || stop) && newest(run)) {
            oweNewest();
        }
    }

    private boolean newest(Running run) {
        return !run.given()
                && owed.isEmpty()
                && newestState == run.state
                && run.watch.node().equals(watch.orElseThrow().node());
    }

    void remembered(Running run, Position to) {
        assertThat(to.stat()).isEqualTo(run.marks());
        assertThat(to.number()).as("position").isGreaterThanOrEqualTo(positionNumber);
        assertThat(run.watch.node()).isEqualTo(watch.orElseThrow().node());
        assertThat(run.watch.action()).isEqualTo(watch.orElseThrow().action());
        positionNumber = to.number();
        position = Optional.of(to.stat());
    }

    void forgot() {
        positionNumber = 0;
    }

    void atRest() {
        assertThat(owed).as("what is owed at the end").isEmpty();
        assertThat(loading || rerun)
                .as("whether the present state is still to be read")
                .isFalse();
        assertThat(given).as("whether given data is owed at the end").isFalse();
        assertThat(running).isEmpty();
    }
}
