package twitcher.exec;

import java.io.PrintStream;
import java.time.Instant;
import java.util.Optional;
import twitcher.api.ActionSpec;
import twitcher.api.Change;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.Policy;
import twitcher.api.Stat;
import twitcher.api.Surroundings;
import twitcher.api.Watch;
import twitcher.api.action.RunContext;

/** A run of a watch on {@code /twitcher/test}. */
record TestRun(String runId, Watch watch, Change change, Event event, int attempt) implements RunContext {
    static TestRun of(String runId, Payload payload, Surroundings surroundings) {
        Node node = Node.data("/twitcher/test");
        return new TestRun(
                runId,
                new Watch("test.json:test", node, ActionSpec.shell("true"), Policy.DEFAULT, surroundings),
                Change.present(node, new Stat(11, 12, 13, 14, 15), payload, Instant.now()),
                Event.CHANGED,
                2);
    }

    @Override
    public Optional<Instant> deadline() {
        return Optional.empty();
    }

    @Override
    public boolean stopRequested() {
        return false;
    }

    @Override
    public void onStop(Runnable what) {}

    @Override
    public PrintStream out() {
        return System.out;
    }

    @Override
    public PrintStream err() {
        return System.err;
    }
}
