package twitcher.engine.lane;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import twitcher.api.Outcome;
import twitcher.api.Run;
import twitcher.api.admin.Explanation;
import twitcher.api.admin.Explanation.Kind;
import twitcher.api.admin.Explanation.Obstacle;
import twitcher.api.admin.Explanation.Reason;
import twitcher.api.admin.Explanation.Step;

/** A lane whose way is explained. */
abstract class StoryDesk {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Outcome OK = new Outcome.Succeeded();
    static final Outcome BAD = new Outcome.Exited(3);

    final Desk.Settings settings = new Desk.Settings();

    static Explanation explained(Desk desk) {
        return explained(desk, List.of());
    }

    static Explanation explained(Desk desk, List<Run> history) {
        return Story.of(desk.lane, desk.now(), history, "waits for a free place (maxRuns of twitcher.engine.cfg)");
    }

    static List<Kind> kinds(Explanation explanation) {
        return explanation.steps().stream().map(Step::kind).toList();
    }

    static String words(Explanation explanation, Kind kind) {
        return explanation.steps().stream()
                .filter(step -> step.kind() == kind)
                .map(Step::words)
                .reduce((a, b) -> b)
                .orElse("");
    }

    static List<Reason> reasons(Desk desk) {
        return explained(desk).obstacles().stream().map(Obstacle::reason).toList();
    }

    Desk idle() {
        Desk desk = new Desk(settings.policy());
        desk.sees(1);
        desk.passes(Duration.ofHours(1));
        desk.ends(OK);
        return desk;
    }
}
