package twitcher.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import twitcher.api.Change;
import twitcher.api.Event;
import twitcher.api.Node;
import twitcher.api.Payload;
import twitcher.api.Surroundings;
import twitcher.api.process.ProcessRequest;

class CleanEnvironmentTest {
    private static final Identity.User USER = new Identity.User("deploy", "/srv/deploy", "/bin/bash");
    private static final Map<String, String> OWN =
            Map.of("SECRET", "s", "TZ", "UTC", "NOISE", "n", "LANG", "de_DE.UTF-8");

    private final TestRun run = TestRun.of("run-1", Payload.EMPTY, Surroundings.DEFAULT);
    private final ProcessRequest request =
            new ProcessRequest(List.of("true"), Map.of("MORE", "m"), Payload.EMPTY, Surroundings.DEFAULT);

    @Test
    void onlyWhatIsNamedIsKeptOfTheDaemonsOwn() {
        Map<String, String> env = new CleanEnvironment(OWN, List.of("TZ, NOT_THERE", "NOISE")).of(run, request, USER);
        assertThat(env)
                .containsEntry("TZ", "UTC")
                .containsEntry("NOISE", "n")
                .doesNotContainKeys("SECRET", "NOT_THERE");
    }

    @Test
    void theUserIsTheTargets() {
        assertThat(new CleanEnvironment(OWN, List.of()).of(run, request, USER))
                .containsEntry("USER", "deploy")
                .containsEntry("LOGNAME", "deploy")
                .containsEntry("HOME", "/srv/deploy")
                .containsEntry("SHELL", "/bin/bash")
                .containsEntry("LANG", "de_DE.UTF-8")
                .containsEntry("MORE", "m");
    }

    @Test
    void whatTellsTheRunCannotBeSet() {
        ProcessRequest liar = new ProcessRequest(
                List.of("true"), Map.of("TWITCHER_RUN", "other"), Payload.EMPTY, Surroundings.DEFAULT);
        assertThat(new CleanEnvironment(OWN, List.of()).of(run, liar, USER)).containsEntry("TWITCHER_RUN", "run-1");
    }

    @Test
    void ofAMissingNodeZxidAndVersionAreEmpty() {
        Change missing = Change.missing(Node.data("/twitcher/test"), Instant.now());
        TestRun deleted = new TestRun("run-1", run.watch(), missing, Event.DELETED, 1);
        assertThat(new CleanEnvironment(OWN, List.of()).of(deleted, request, USER))
                .containsEntry("TWITCHER_EVENT", "deleted")
                .containsEntry("TWITCHER_MZXID", "")
                .containsEntry("TWITCHER_VERSION", "");
    }
}
