package twitcher.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import twitcher.api.Watch;
import twitcher.api.admin.Forecast.Stage;
import twitcher.engine.lane.Bar;
import twitcher.engine.lane.Input;
import twitcher.engine.lane.Order;
import twitcher.engine.lane.Pending;

/** Plays on after a start: the run takes too long, fails, is tried again and fails again. Confined to one thread. */
final class Aftermath {
    private static final int MOST_ATTEMPTS = 5;

    private final Play play;
    private final Watch watch;
    private final boolean process;
    private final List<Stage> told = new ArrayList<>();

    /** {@code process} is whether the run is a process. */
    Aftermath(Play play, Order.Start start, boolean process) {
        this.play = play;
        this.watch = start.watch();
        this.process = process;
        play.give(new Input.Started(start.run().id()));
        timeout(start.run().id());
        play.fail(start.run().id());
        retries();
    }

    List<Stage> told() {
        return told;
    }

    private void timeout(String runId) {
        Optional<Duration> timeout = watch.policy().timeout();
        timeout.ifPresent(play::pass);
        boolean stopped =
                play.state().going(runId).filter(g -> g.phase().stopping()).isPresent();
        if (stopped) {
            tell("timeout", "if it has not ended, it fails and is told to stop" + sequence(), timeout);
        }
    }

    private String sequence() {
        return process
                ? ": SIGTERM to its process group, SIGKILL "
                        + seconds(watch.surroundings().killAfter()) + " later"
                : "";
    }

    private void retries() {
        int told = 0;
        for (Optional<Pending> next = next(); next.isPresent() && told < MOST_ATTEMPTS; next = next()) {
            tryAgain(next.get().attempt());
            told++;
        }
        if (next().isPresent()) {
            tell("retries", "and so on, " + watch.policy().retry().retries() + " times in all", Optional.empty());
        } else {
            String end = isStopped()
                    ? "the watch is stopped until it is resumed or its config changes"
                    : "the watch goes on and waits for the next change";
            tell("on_failure", "if it has failed for good, " + end, Optional.empty());
        }
    }

    private Optional<Pending> next() {
        return play.state().pending().filter(pending -> !isStopped());
    }

    private void tryAgain(int attempt) {
        tell("retries", "if it fails, it is tried again (attempt " + attempt + ")", play.elapse());
        if (play.placeWanted()) {
            play.grant();
        }
        play.started().ifPresent(again -> play.fail(again.run().id()));
    }

    private void tell(String name, String words, Optional<Duration> lasts) {
        told.add(new Stage(name, words, lasts));
    }

    private boolean isStopped() {
        return play.state().barred(Bar.STOPPED);
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }
}
