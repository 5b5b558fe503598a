package twitcher.engine;

/** The configuration {@code twitcher.engine}, in {@code twitcher.engine.cfg}. */
@interface EngineSettings {
    /** How many runs may be going at once, in all. */
    int maxRuns() default 256;
}
