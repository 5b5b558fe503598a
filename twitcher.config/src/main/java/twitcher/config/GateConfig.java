package twitcher.config;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration {@code twitcher.config}: {@code twitcher.config.cfg} in the watched folder sets it. */
@ObjectClassDefinition
@interface GateConfig {
    /** How long a file must look the same before it is read, in milliseconds. */
    @AttributeDefinition(min = "1")
    int settleMs() default 200;

    /** How often the whole folder is looked at without a reason, in seconds. */
    @AttributeDefinition(min = "1")
    int slowLookS() default 10;

    /**
     * How long a language may take for one file, in seconds, with all that it has to start for it: more than any limit that
     * a language has itself, so that it says itself what took too long.
     */
    @AttributeDefinition(min = "1")
    int languageTimeoutS() default 180;

    /** How long a bundle may take to start or to stop, in seconds. */
    @AttributeDefinition(min = "1")
    int bundleTimeoutS() default 30;

    /** How long the update or the removal of a bundle waits for the runs of its action types to end, in seconds. */
    @AttributeDefinition(min = "0")
    int drainTimeoutS() default 30;
}
