package org.example.greet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import twitcher.api.Outcome;
import twitcher.testkit.ActionTrial;
import twitcher.testkit.TrialRun;

class GreetActionTypeTest {
    private final ActionTrial trial = ActionTrial.of(new GreetActionType());

    @Test
    void greetsWithThePayload() {
        TrialRun run = trial.run(Map.of("name", "Ada"), "spring");
        assertEquals(new Outcome.Succeeded(), run.end(Duration.ofSeconds(30)));
        assertEquals("Hello Ada, it is spring now.\n", run.out());
    }

    @Test
    void saysWhatIsWrongWithItsSettings() {
        assertEquals(
                List.of("action.times: expected a whole number from 1 to 10, was 11; did you mean 10?"),
                trial.problems(Map.of("name", "Ada", "times", 11)));
    }
}
