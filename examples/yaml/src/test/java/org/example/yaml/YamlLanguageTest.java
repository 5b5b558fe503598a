package org.example.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import twitcher.api.Node;
import twitcher.api.RunMode;
import twitcher.api.Watch;
import twitcher.testkit.LanguageTrial;

class YamlLanguageTest {
    private final LanguageTrial trial = LanguageTrial.of(new YamlLanguage(), "yaml");

    @Test
    void aFileHasWatches() {
        Watch watch = trial.watches("""
                # comments, of course
                watches:
                - znode: /a
                  action: {type: greet, name: Ada}
                  run_mode: RESTART
                  timeout: 1.5
                """).get(0);
        assertEquals(Node.data("/a"), watch.node());
        assertEquals(RunMode.RESTART, watch.policy().runMode());
        assertEquals("Ada", watch.action().settings().get("name"));
    }

    @Test
    void everyProblemHasLineAndColumn() {
        assertEquals(
                List.of(
                        "trial.yaml:2:3: znod: unknown key; did you mean znode?",
                        "trial.yaml:3:12: retries: expected a whole number >= 0, was -1; did you mean 0?"),
                trial.problems("watches:\n- znod: /a\n  retries: -1\n  action: date\n"));
        assertTrue(trial.problems("watches: [\n").get(0).startsWith("trial.yaml:2:1: "), "where the text ends");
        assertEquals(
                List.of("trial.yaml:1:1: the file is empty; expected watches: [...]"), trial.problems("# nothing\n"));
    }
}
