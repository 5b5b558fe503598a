package twitcher.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import twitcher.api.Node;
import twitcher.api.Outcome;
import twitcher.api.Run;
import twitcher.api.action.Action;
import twitcher.api.action.ActionType;
import twitcher.api.action.AsyncAction;
import twitcher.api.action.BlockingAction;
import twitcher.api.action.RunContext;
import twitcher.api.action.RunningAction;
import twitcher.api.config.ConfigLanguage;
import twitcher.api.config.Declarations;
import twitcher.api.config.Document;
import twitcher.api.node.NodeListener;
import twitcher.api.node.Subscription;
import twitcher.api.settings.Default;
import twitcher.api.settings.Doc;
import twitcher.api.settings.Location;
import twitcher.api.settings.Value;

class TrialTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Does what it is told. */
    private record Doing(@Doc("What.") @Default("say") String what) {}

    private static final class DoType implements ActionType<Doing> {
        @Override
        public Class<Doing> settings() {
            return Doing.class;
        }

        @Override
        public Action create(Doing doing) {
            BlockingAction blocking = run -> act(doing, run);
            AsyncAction async = run -> later(run);
            return doing.what().equals("later") ? async : blocking;
        }

        private static Outcome act(Doing doing, RunContext run) throws Exception {
            switch (doing.what()) {
                case "say" -> run.out().print(run.change().payload().text());
                case "why" ->
                    run.out()
                            .print(run.event() + " " + run.attempt() + " "
                                    + run.change().exists());
                case "wait" -> new CountDownLatch(1).await();
                default -> throw new IllegalStateException(doing.what());
            }
            return new Outcome.Succeeded();
        }

        private static RunningAction later(RunContext run) {
            CompletableFuture<RunningAction.Ending> end = new CompletableFuture<>();
            run.onStop(() -> end.complete(RunningAction.Ending.of(new Outcome.Failed("stopped"))));
            return new RunningAction() {
                @Override
                public CompletionStage<Ending> ending() {
                    return end;
                }

                @Override
                public void stop() {}
            };
        }
    }

    private final ActionTrial trial = ActionTrial.of(new DoType());

    @Test
    void aRetryAndADeletionAreTriedToo() {
        Map<String, String> settings = Map.of("what", "why");
        assertThat(outputOf(trial.run(settings, "x"))).isEqualTo("CHANGED 1 true");
        assertThat(outputOf(trial.retry(settings, 3))).isEqualTo("RETRY 3 true");
        assertThat(outputOf(trial.deletion(settings))).isEqualTo("DELETED 1 false");
        assertThat(outputOf(trial.run(Map.of(), "again"))).isEqualTo("again");
        assertThat(outputOf(trial.retry(Map.of(), 2))).isEqualTo("again");
    }

    private static String outputOf(TrialRun run) {
        assertThat(run.end(LIMIT)).isEqualTo(new Outcome.Succeeded());
        return run.out();
    }

    @Test
    void settingsAreCheckedInTheWordsOfTheDaemon() {
        assertThat(trial.problems(Map.of("wat", "x"))).containsExactly("action.wat: unknown key; did you mean what?");
        assertThat(trial.problems(Map.of())).isEmpty();
    }

    @Test
    void aRunEndsWithItsOutcomeAndOutput() {
        TrialRun run = trial.run(Map.of(), "payload");
        assertThat(run.end(LIMIT)).isEqualTo(new Outcome.Succeeded());
        assertThat(run.out()).isEqualTo("payload");
        assertThat(trial.run(Map.of("what", "fail"), "").end(LIMIT))
                .isEqualTo(new Outcome.Failed("IllegalStateException: fail"));
    }

    @Test
    void runsOfBothStylesCanBeStopped() {
        TrialRun blocking = trial.run(Map.of("what", "wait"), "");
        blocking.stop();
        assertThat(blocking.end(LIMIT).words()).contains("InterruptedException");
        TrialRun async = trial.run(Map.of("what", "later"), "");
        async.stop();
        assertThat(async.end(LIMIT)).isEqualTo(new Outcome.Failed("stopped"));
    }

    @Test
    void aWatchRunsEachStateOfItsNode() {
        RunRecorder recorder = new RunRecorder();
        try (Subscription watch = trial.watch("/a", Map.of(), recorder)) {
            assertThat(watch).isNotNull();
            trial.nodes.set("/a", "1");
            trial.clock.advance(Duration.ofSeconds(5));
            trial.nodes.set("/a", "2");
            trial.nodes.delete("/a");
        }
        trial.nodes.set("/a", "3");
        assertThat(recorder.ended())
                .extracting(run -> run.end().orElseThrow().output().stdout().text())
                .containsExactly("1", "2");
        assertThat(recorder.started()).hasSize(2);
        assertThat(recorder.lastOutcome()).isEqualTo("ok");
        List<Run> ended = recorder.ended();
        assertThat(Duration.between(ended.get(0).started(), ended.get(1).started()))
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void nodesHaveChildrenAndZxids() {
        java.util.List<String> seen = new java.util.ArrayList<>();
        trial.nodes.set("/a", "");
        trial.nodes.subscribe(Node.children("/a"), new NodeListener() {
            @Override
            public void observed(twitcher.api.Change change) {
                seen.add(change.payload().text() + " "
                        + change.stat().orElseThrow().pzxid());
            }

            @Override
            public void unreadable(String why) {
                seen.add(why);
            }
        });
        trial.nodes.set("/a/x", "");
        trial.nodes.set("/a/w", "");
        trial.nodes.set("/a/w", "again");
        trial.nodes.unreadable("/a", "no access");
        assertThat(seen).containsExactly(" 1", "x 2", "w\nx 3", "no access");
    }

    @Test
    void aLanguageIsCheckedAgainstTheSettings() {
        ConfigLanguage language = source -> {
            Location at = new Location(source.file(), 1, 1);
            Value watch = Value.of(Map.of("znode", source.text().text(), "action", "date"), at);
            Value.Items watches = new Value.Items(List.of(watch), at);
            return Document.declarations(new Value.Fields(List.of(new Value.Field("watches", at, watches)), at));
        };
        LanguageTrial texts = LanguageTrial.of(language, "txt");
        assertThat(texts.watches("/a").get(0).node()).isEqualTo(Node.data("/a"));
        assertThat(texts.problems("a")).containsExactly("trial.txt:1:1: znode: must start with '/', was: a");
        assertThat(LanguageTrial.of(source -> Declarations.of(List.of()), "txt").watches(""))
                .isEmpty();
    }
}
