package twitcher.health;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code twitcher.health}, in {@code twitcher.health.cfg}. */
@ObjectClassDefinition
@interface HealthSettings {
    /** How long a change may wait for a run or a free place before the watch counts as behind. */
    @AttributeDefinition(min = "0")
    int behindSeconds() default 60;

    /** How long ZooKeeper may be away before that is critical. */
    @AttributeDefinition(min = "0")
    int awaySeconds() default 30;
}
