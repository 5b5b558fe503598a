package twitcher.engine;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long a test waits for what is to happen soon: long enough for a machine that does ten other things. */
public final class Patiently {
    private Patiently() {}

    /** Awaitility's own, with a limit of a minute instead of ten seconds. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }

    /** The same, with the name that the message has. */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(Duration.ofMinutes(1));
    }
}
