package twitcher.engine;

/** The configuration {@code twitcher.engine}, in {@code twitcher.engine.cfg}. */
@interface EngineSettings {
    /** How many runs may be going at once, in all. */
    int maxRuns() default 256;

    /** How long an action type may take to say what its settings are, or to make an action of them. */
    int answerTimeoutS() default 10;

    /** How long an action may take to start a run (not: to do it). */
    int startTimeoutS() default 120;
}
