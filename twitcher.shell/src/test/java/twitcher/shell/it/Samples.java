package twitcher.shell.it;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import twitcher.api.ActionSpec;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.Outcome;
import twitcher.api.Output;
import twitcher.api.Payload;
import twitcher.api.Policy;
import twitcher.api.Run;
import twitcher.api.Stat;
import twitcher.api.Surroundings;
import twitcher.api.Watch;
import twitcher.api.admin.WatchStatus;
import twitcher.api.admin.WatchStatus.State;

/** Watches and runs for tests. */
final class Samples {
    private static final Stat STAT = new Stat(0x10, 0x2a, 0x10, 3, 1_700_000_000_000L);

    private Samples() {}

    static Watch watch(String id, String path) {
        return new Watch(id, Node.data(path), ActionSpec.shell("true"), Policy.DEFAULT, Surroundings.DEFAULT);
    }

    static Watch watch(String id, String path, String actionType) {
        ActionSpec action = new ActionSpec(actionType, java.util.Map.of("url", "http://127.0.0.1/"));
        return new Watch(id, Node.children(path), action, Policy.DEFAULT, Surroundings.DEFAULT);
    }

    static WatchStatus status(Watch watch, State state, Run... runs) {
        List<Run> running =
                List.of(runs).stream().filter(run -> run.end().isEmpty()).toList();
        Optional<Run> last =
                List.of(runs).stream().filter(run -> run.end().isPresent()).findFirst();
        Optional<String> why = state == State.WAITING ? Optional.of("no action type webhook") : Optional.empty();
        return new WatchStatus(
                watch, state, why, true, Optional.of(STAT), state == State.PENDING, running, last, Instant.now());
    }

    static Run going(String id, String watch) {
        return new Run(id, watch, Event.CHANGED, Optional.of(STAT), 1, Instant.now(), Optional.empty());
    }

    static Run ended(String id, String watch, Outcome outcome, Duration ago) {
        Instant started = Instant.now().minus(ago);
        Output output = new Output(kept("some output\n"), kept("\u001b[31mred\u0007"));
        return new Run(id, watch, Event.LOADED, Optional.of(STAT), 1, started, Optional.empty())
                .ended(new Run.End(outcome, output, started.plusMillis(310), Duration.ofMillis(310)));
    }

    private static Output.Kept kept(String text) {
        return new Output.Kept(Payload.ofText(text), Payload.EMPTY, text.length());
    }
}
