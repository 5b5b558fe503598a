package twitcher.launcher.log;

import org.apache.felix.framework.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Passes on what the OSGi framework itself has to say. */
public final class FrameworkLog extends Logger {
    private final org.slf4j.Logger log = LoggerFactory.getLogger("twitcher.framework");

    @Override
    @SuppressWarnings("rawtypes") // as Felix declares it
    protected void doLog(Bundle bundle, ServiceReference reference, int level, String message, Throwable thrown) {
        String subject = bundle == null ? "" : bundle.getSymbolicName() + ": ";
        log.atLevel(level(level)).setCause(thrown).log(subject + message);
    }

    @Override
    protected void doLog(int level, String message, Throwable thrown) {
        doLog(null, null, level, message, thrown);
    }

    private static Level level(int level) {
        return switch (level) {
            case LOG_ERROR -> Level.ERROR;
            case LOG_WARNING -> Level.WARN;
            case LOG_INFO -> Level.INFO;
            default -> Level.DEBUG;
        };
    }
}
