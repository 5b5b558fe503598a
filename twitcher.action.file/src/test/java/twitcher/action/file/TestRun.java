package twitcher.action.file;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
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

/** A run whose output can be read. */
record TestRun(String runId, Watch watch, Change change, Event event, ByteArrayOutputStream written)
        implements RunContext {
    /** A run for a node of these bytes. */
    static TestRun of(Payload payload) {
        return of("test.json:it", Node.data("/app/config"), Event.CHANGED, payload);
    }

    /** A run because the node was deleted. */
    static TestRun ofDeletion() {
        return of("test.json:it", Node.data("/app/config"), Event.DELETED, Payload.EMPTY);
    }

    static TestRun of(String watch, Node node, Event event, Payload payload) {
        Change change = event == Event.DELETED
                ? Change.missing(node, Instant.EPOCH)
                : Change.present(node, new Stat(11, 12, 13, 14, 15), payload, Instant.EPOCH);
        ActionSpec action = new ActionSpec("file", Map.of("path", "/tmp/it"));
        Watch of = new Watch(watch, node, action, Policy.DEFAULT, Surroundings.DEFAULT);
        return new TestRun("run-7", of, change, event, new ByteArrayOutputStream());
    }

    String output() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Override
    public int attempt() {
        return 3;
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
        return new PrintStream(written, true, StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream err() {
        return out();
    }
}
