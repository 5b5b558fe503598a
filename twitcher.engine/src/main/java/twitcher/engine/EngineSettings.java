package twitcher.engine;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration {@code twitcher.engine}, in {@code twitcher.engine.cfg}. */
@ObjectClassDefinition
@interface EngineSettings {
    /** How many runs may be going at once, in all. */
    @AttributeDefinition(min = "1")
    int maxRuns() default 256;

    /** How long an action type may take to say what its settings are, or to make an action of them. */
    @AttributeDefinition(min = "1")
    int answerTimeoutS() default 10;

    /** How long an action may take to start a run (not: to do it). */
    @AttributeDefinition(min = "1")
    int startTimeoutS() default 120;
}
