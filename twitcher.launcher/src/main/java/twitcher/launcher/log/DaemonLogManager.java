package twitcher.launcher.log;

import java.util.logging.LogManager;

/**
 * A log manager that does not close the handlers when the JVM begins to stop: the daemon's last lines are written while
 * it stops. Named by the system property {@code java.util.logging.manager}.
 */
public final class DaemonLogManager extends LogManager {
    /** Makes it the log manager of this JVM; must run before anything logs. */
    public static void install() {
        System.setProperty("java.util.logging.manager", DaemonLogManager.class.getName());
    }

    /** Called by the JDK's shutdown hook, and never by twitcher: does nothing. */
    @Override
    public void reset() {
        // The handlers belong to Logging, which closes them last.
    }
}
