package twitcher.engine;

import java.time.Duration;

/**
 * How long guests may take.
 *
 * @param answer to make an action
 * @param start to start a run
 */
record Patience(Duration answer, Duration start) {
    /** To do what a run is told, such as to stop; and beyond its {@code kill_after} until it is called stuck. */
    static final Duration ORDER = Duration.ofSeconds(10);

    static Patience of(EngineSettings settings) {
        return new Patience(
                Duration.ofSeconds(Math.max(1, settings.answerTimeoutS())),
                Duration.ofSeconds(Math.max(1, settings.startTimeoutS())));
    }
}
