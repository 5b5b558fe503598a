package twitcher.health;

/** The configuration {@code twitcher.health}, in {@code twitcher.health.cfg}. */
@interface HealthSettings {
    /** How long a change may wait for a run or a free place before the watch counts as behind. */
    int behindSeconds() default 60;

    /** How long ZooKeeper may be away before that is critical. */
    int awaySeconds() default 30;
}
