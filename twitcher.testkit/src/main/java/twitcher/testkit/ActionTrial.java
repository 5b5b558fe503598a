package twitcher.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import twitcher.api.ActionSpec;
import twitcher.api.Change;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.Outcome;
import twitcher.api.Policy;
import twitcher.api.Run;
import twitcher.api.Surroundings;
import twitcher.api.Watch;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.MadeAction;
import twitcher.api.node.NodeListener;
import twitcher.api.node.Subscription;
import twitcher.api.settings.Value;

/**
 * An action type under test: its settings are checked as the daemon checks them, and its actions are run.
 *
 * <pre>{@code
 * ActionTrial trial = ActionTrial.of(new GreetActionType());
 * assertThat(trial.problems(Map.of("nam", "Ada"))).containsExactly("action.nam: unknown key; did you mean name?", ...);
 *
 * TrialRun run = trial.run(Map.of("name", "Ada"), "the payload");
 * assertThat(run.end(Duration.ofSeconds(10))).isEqualTo(new Outcome.Succeeded());
 * assertThat(run.out()).isEqualTo("Hello Ada\n");
 * }</pre>
 */
public final class ActionTrial {
    private static final String PATH = "/trial";
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final ActionType<?> type;
    private final AtomicInteger runs = new AtomicInteger();

    /** The clock of changes and runs. */
    public final TestClock clock = new TestClock();

    /** The nodes that {@link #watch} looks at. */
    public final TestNodes nodes = new TestNodes(clock);

    private ActionTrial(ActionType<?> type) {
        this.type = type;
    }

    /** A trial of {@code type}. */
    public static ActionTrial of(ActionType<?> type) {
        return new ActionTrial(type);
    }

    /** What is wrong with {@code settings}, in the words that the operator sees; nothing if they are good. */
    public List<String> problems(Map<String, ?> settings) {
        return made(settings).faults().stream()
                .map(fault -> fault.problem("action").toString())
                .toList();
    }

    /**
     * The action of {@code settings}.
     *
     * @throws AssertionError if they are not good
     */
    public Action action(Map<String, ?> settings) {
        return made(settings).action().orElseThrow(() -> new AssertionError(problems(settings)));
    }

    private MadeAction made(Map<String, ?> settings) {
        return MadeAction.of(type, Value.Fields.of(settings));
    }

    /** Starts one run for a node that was set to {@code payload}. */
    public TrialRun run(Map<String, ?> settings, String payload) {
        nodes.set(PATH, payload);
        return run(settings, Event.CHANGED, 1);
    }

    /** Starts what follows when the run before failed: attempt 2 or more, for the state that {@link #run} saw last. */
    public TrialRun retry(Map<String, ?> settings, int attempt) {
        return run(settings, Event.RETRY, attempt);
    }

    /** Starts one run because the node was deleted, as a watch with {@code on_delete} RUN does. */
    public TrialRun deletion(Map<String, ?> settings) {
        nodes.delete(PATH);
        return run(settings, Event.DELETED, 1);
    }

    private TrialRun run(Map<String, ?> settings, Event event, int attempt) {
        AtomicReference<Change> seen = new AtomicReference<>();
        nodes.subscribe(Node.data(PATH), new Seen(seen::set)).close();
        Watch watch = watch(settings, Node.data(PATH));
        return new TrialRun(action(settings), next(watch, seen.get(), event, attempt), watch, seen.get());
    }

    /**
     * Watches a node of {@link #nodes} as a lane with run_mode QUEUE does, but on the caller's thread: each state it is set
     * to is run to its end, within a minute, and told to {@code recorder}. Close it to end that.
     */
    public Subscription watch(String path, Map<String, ?> settings, RunRecorder recorder) {
        Watch watch = watch(settings, Node.data(path));
        Action action = action(settings);
        return nodes.subscribe(watch.node(), new Seen(change -> {
            if (change.exists()) {
                record(action, watch, change, recorder);
            }
        }));
    }

    private void record(Action action, Watch watch, Change change, RunRecorder recorder) {
        Run run = next(watch, change, Event.CHANGED, 1);
        recorder.started(run);
        TrialRun trial = new TrialRun(action, run, watch, change);
        Outcome outcome = trial.end(LIMIT);
        Duration took = Duration.between(run.started(), clock.instant());
        recorder.ended(run.ended(new Run.End(outcome, trial.output(), clock.instant(), took)));
    }

    private Run next(Watch watch, Change change, Event event, int attempt) {
        String id = "trial" + runs.incrementAndGet();
        return new Run(id, watch.id(), event, change.stat(), attempt, clock.instant(), Optional.empty());
    }

    private static Watch watch(Map<String, ?> settings, Node node) {
        ActionSpec spec = new ActionSpec("trial", Value.Fields.of(settings).plain());
        return new Watch("trial.json:trial", node, spec, Policy.DEFAULT, Surroundings.DEFAULT);
    }

    private record Seen(Consumer<Change> taker) implements NodeListener {
        @Override
        public void observed(Change change) {
            taker.accept(change);
        }

        @Override
        public void unreadable(String why) {}
    }
}
