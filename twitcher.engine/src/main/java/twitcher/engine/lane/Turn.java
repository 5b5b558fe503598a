package twitcher.engine.lane;

/** Takes one input and lets the lane go on as far as it can. */
final class Turn {
    private final Draft lane;
    private final Seeing seeing;
    private final Starting starting;
    private final Ending ending;
    private final Loading loading;

    Turn(Draft lane) {
        this.lane = lane;
        seeing = new Seeing(lane);
        starting = new Starting(lane);
        ending = new Ending(lane);
        loading = new Loading(lane);
    }

    Step take(Input input) {
        dispatch(input);
        starting.advance();
        if (lane.removed() && lane.going.isEmpty() && !lane.bars.contains(Bar.ADOPTING)) {
            lane.order(new Order.Retire());
        }
        return lane.done();
    }

    // A chain, not a switch: patterns in a switch came after Java 17. The compiler cannot see that it is whole.
    private void dispatch(Input input) {
        if (input instanceof Input.Observed observed) {
            seeing.observed(observed.change());
        } else if (input instanceof Input.Unreadable unreadable) {
            seeing.unreadable(unreadable.why());
        } else if (input instanceof Input.Granted granted) {
            starting.granted(granted.runId());
        } else if (input instanceof Input.Started started) {
            ending.started(started.runId());
        } else if (input instanceof Input.Ended ended) {
            ending.ended(ended);
        } else if (input instanceof Input.PutAside aside) {
            seeing.putAside(aside);
        } else if (!(input instanceof Input.Tick)) {
            dispatchRare(input);
        }
    }

    private void dispatchRare(Input input) {
        if (input instanceof Input.RunNow now) {
            seeing.runNow(now.data());
        } else if (input instanceof Input.StopRun stop) {
            starting.stop(stop.runId(), Going.Phase.STOPPED);
        } else if (input instanceof Input.Pause) {
            starting.pause();
        } else if (input instanceof Input.Resume) {
            starting.resume();
        } else if (input instanceof Input.Adopted adopted) {
            ending.adopted(adopted);
        } else if (input instanceof Input.Readopted again) {
            ending.readopted(again.runId());
        } else if (input instanceof Input.ContentLost lost) {
            ending.contentLost(lost);
        } else if (input instanceof Input.Lost lost) {
            ending.lost(lost.run());
        } else if (input instanceof Input.AdoptionDone) {
            lane.bars.remove(Bar.ADOPTING);
        } else {
            dispatchSurroundings(input);
        }
    }

    private void dispatchSurroundings(Input input) {
        if (input instanceof Input.Loaded loaded) {
            loading.loaded(loaded);
        } else if (input instanceof Input.Removed) {
            loading.removed();
        } else if (input instanceof Input.ReadingVanished) {
            loading.vanished();
        } else if (input instanceof Input.SourceCame) {
            loading.sourceCame();
        } else if (input instanceof Input.SourceWent) {
            loading.sourceWent();
        } else if (input instanceof Input.TypeShifted) {
            loading.typeShifted();
        } else if (input instanceof Input.Prepared prepared) {
            loading.prepared(prepared.ticket());
        } else if (input instanceof Input.Refused refused) {
            loading.refused(refused);
        } else if (input instanceof Input.TypeMissing missing) {
            loading.typeMissing(missing.ticket());
        } else {
            throw new IllegalStateException("not an input of a lane: " + input);
        }
    }
}
