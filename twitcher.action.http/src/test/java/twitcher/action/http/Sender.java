package twitcher.action.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import twitcher.api.Outcome;
import twitcher.api.Payload;
import twitcher.api.action.AsyncAction;
import twitcher.api.action.MadeAction;
import twitcher.api.action.RunningAction;
import twitcher.api.settings.Value;

/** The action type as the engine uses it. */
final class Sender implements AutoCloseable {
    final HttpActionType type = new HttpActionType();

    /** A run of an action with these settings: keys and values. */
    RunningAction start(TestRun run, Object... settings) {
        return action(settings).start(run);
    }

    AsyncAction action(Object... settings) {
        Map<String, Object> plain = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            plain.put((String) settings[i], settings[i + 1]);
        }
        MadeAction made = MadeAction.of(type, Value.Fields.of(plain));
        assertThat(made.faults()).isEmpty();
        return (AsyncAction) made.action().orElseThrow();
    }

    static Outcome outcome(RunningAction run) throws Exception {
        return run.ending().toCompletableFuture().get(60, TimeUnit.SECONDS).outcome();
    }

    Outcome send(TestRun run, Object... settings) throws Exception {
        return outcome(start(run, settings));
    }

    /** How a run of {@code on} ends, in words. */
    String words(Object... settings) throws Exception {
        return send(TestRun.of(Payload.ofText("on")), settings).words();
    }

    @Override
    public void close() {
        type.close(Duration.ZERO);
    }
}
