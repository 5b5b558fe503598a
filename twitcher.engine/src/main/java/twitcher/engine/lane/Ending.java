package twitcher.engine.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import twitcher.api.Event;
import twitcher.api.OnFailure;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Retry;
import twitcher.api.Run;
import twitcher.api.Watch;

/** From a started run to what its end means: success, retry, stop, or the newest state once more. */
final class Ending {
    private final Draft lane;

    Ending(Draft lane) {
        this.lane = lane;
    }

    void started(String runId) {
        lane.find(runId).ifPresent(g -> {
            OptionalLong timeoutAt = g.watch()
                    .flatMap(w -> w.policy().timeout())
                    .map(t -> OptionalLong.of(lane.now.after(t)))
                    .orElse(OptionalLong.empty());
            lane.replace(g.started(lane.now, timeoutAt));
            lane.order(new Order.Begun(g.run()));
        });
    }

    void ended(Input.Ended end) {
        lane.find(end.runId()).ifPresent(g -> {
            lane.going.remove(g);
            lane.order(new Order.Release(end.runId()));
            Outcome outcome = outcome(g, end.outcome());
            finish(g.run(), outcome, end.output(), g.startedNanos());
            follow(g, outcome, end.sha256());
        });
    }

    /** The bytes of a state that was to be started are lost: whatever the node has now is run instead. */
    void contentLost(Input.ContentLost lost) {
        lane.find(lost.runId()).ifPresent(g -> {
            lane.going.remove(g);
            lane.order(new Order.Release(lost.runId()));
            finish(g.run(), new Outcome.Postponed(lost.why()), Output.NONE, g.startedNanos());
            if (!lane.removed() && newest(g)) {
                new Seeing(lane).rerun(g.run().event());
            }
        });
    }

    void adopted(Input.Adopted adopted) {
        Run run = adopted.run();
        OptionalLong timeoutAt = adopted.deadline()
                .map(at -> OptionalLong.of(lane.now.after(Duration.between(lane.now.wall(), at))))
                .orElse(OptionalLong.empty());
        lane.going.add(new Going(
                run,
                Optional.empty(),
                Observation.GIVEN,
                Optional.empty(),
                0,
                lane.ticket,
                startedNanos(run.started()),
                Going.Phase.STARTED,
                true,
                timeoutAt));
    }

    void readopted(String runId) {
        lane.find(runId).ifPresent(g -> lane.replace(g.toEndUnseen()));
    }

    void lost(Run run) {
        finish(run, new Outcome.Unknown(), Output.NONE, startedNanos(run.started()));
        newestOnceMore(Observation.GIVEN);
    }

    private long startedNanos(Instant started) {
        Duration past = Duration.between(started, lane.now.wall());
        return lane.now.nanos() - (past.isNegative() ? 0 : Delays.nanos(past));
    }

    private void finish(Run run, Outcome outcome, Output output, long startedNanos) {
        Duration took = Duration.ofNanos(Math.max(0, lane.now.nanos() - startedNanos));
        Run ended = run.ended(new Run.End(outcome, output, lane.now.wall(), took));
        lane.last = Optional.of(ended.withoutOutput());
        lane.order(new Order.Finished(ended));
    }

    private Outcome outcome(Going run, Outcome reported) {
        return switch (run.phase()) {
            case STARTING, STARTED -> reported;
            case RESTARTED -> new Outcome.Cancelled("a newer change");
            case STOPPED -> new Outcome.Cancelled("an operator");
            case TIMED_OUT -> new Outcome.TimedOut(timeout(run));
        };
    }

    private static Duration timeout(Going run) {
        return run.watch()
                .flatMap(w -> w.policy().timeout())
                .orElseGet(() -> Duration.ofNanos(run.timeoutAt().orElse(0) - run.startedNanos()));
    }

    private void follow(Going run, Outcome outcome, String sha256) {
        if (lane.removed() && lane.watch.isPresent()) {
            return;
        }
        boolean postponed = outcome instanceof Outcome.Postponed;
        boolean byOldAction = (postponed || outcome instanceof Outcome.NotStarted) && run.ticket() != lane.ticket;
        if (outcome.success()) {
            moveTo(run, sha256);
        } else if (run.unseen() && !(outcome instanceof Outcome.Cancelled)) {
            newestOnceMore(run.number());
        } else if (byOldAction) {
            startAgain(run);
        } else if (postponed) {
            postponed(run);
        } else if (outcome.failure()) {
            failed(run);
        }
    }

    /** Nobody saw how a run ended: the newest state runs, unless a run of it was started since. */
    private void newestOnceMore(long number) {
        boolean startedSince = lane.sight.known() && lane.newest == lane.observations && lane.newest > number;
        if (lane.watch.isEmpty()) {
            lane.rerun = Optional.of(Event.LOADED);
        } else if (!lane.removed() && lane.pending.isEmpty() && lane.rerun.isEmpty() && !startedSince) {
            new Seeing(lane).rerun(Event.LOADED);
        }
    }

    /** What an action type that was about to go did not start is no failure: the one that comes starts it. */
    private void startAgain(Going run) {
        if (newest(run)) {
            again(run, run.run().event(), run.run().attempt(), new Stage.Ready());
        }
    }

    /** Neither a failure nor an attempt: the same once more, a little later each time. */
    private void postponed(Going run) {
        if (newest(run)) {
            Retry retry = lane.policy().retry();
            long delay = Delays.backoff(
                    retry.backoff(),
                    retry.maxBackoff(),
                    run.refusals() + 1,
                    run.run().id());
            Stage later = new Stage.Backoff(lane.now.nanos() + delay);
            lane.pending = Optional.of(new Pending(
                    run.again().orElseThrow(), run.run().event(), run.run().attempt(), run.refusals() + 1, later));
        }
    }

    private void moveTo(Going run, String sha256) {
        long old = lane.position.map(Position::number).orElse(0L);
        boolean ours = run.number() != Observation.GIVEN && run.number() >= old && sameOrder(run);
        if (ours) {
            Position position = new Position(run.number(), run.run().stat(), sha256);
            lane.position = Optional.of(position.withoutHash());
            lane.order(new Order.Remember(position));
        }
    }

    private boolean sameOrder(Going run) {
        Watch then = run.watch().orElseThrow();
        return then.node().equals(lane.present().node())
                && then.action().equals(lane.present().action());
    }

    private void failed(Going run) {
        Retry retry = lane.policy().retry();
        int attempt = run.run().attempt();
        if (attempt <= retry.retries()) {
            if (newest(run)) {
                long delay = Delays.backoff(
                        retry.backoff(), retry.maxBackoff(), attempt, run.run().id());
                again(run, Event.RETRY, attempt + 1, new Stage.Backoff(lane.now.nanos() + delay));
            }
        } else if (retry.onFailure() == OnFailure.STOP) {
            stopped(run);
        }
    }

    private void stopped(Going run) {
        lane.bars.add(Bar.STOPPED);
        new Starting(lane).keep();
        if (newest(run)) {
            again(run, Event.RETRY, 1, new Stage.Ready());
        }
    }

    /** Only the newest state of the node that is watched now is run again, and only if no newer one waits. */
    private boolean newest(Going run) {
        return run.again().isPresent()
                && run.number() != Observation.GIVEN
                && run.number() == lane.newest
                && lane.pending.isEmpty()
                && run.watch().orElseThrow().node().equals(lane.present().node());
    }

    private void again(Going run, Event event, int attempt, Stage stage) {
        lane.pending = Optional.of(new Pending(run.again().orElseThrow(), event, attempt, 0, stage));
        lane.trace = lane.trace.again();
    }
}
