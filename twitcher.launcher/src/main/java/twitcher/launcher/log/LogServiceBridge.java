package twitcher.launcher.log;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Passes on what bundles say to the OSGi log service, such as the declarative services runtime, while there is one. */
public final class LogServiceBridge implements LogListener {
    private static final String FRAMEWORK_EVENTS = "Events.";

    private LogServiceBridge() {}

    /** Listens to each log service from now on; ends with the framework. */
    public static void open(BundleContext context) {
        LogListener bridge = new LogServiceBridge();
        new ServiceTracker<LogReaderService, LogReaderService>(context, LogReaderService.class, null) {
            @Override
            public LogReaderService addingService(ServiceReference<LogReaderService> reference) {
                LogReaderService reader = super.addingService(reference);
                reader.addLogListener(bridge);
                return reader;
            }
        }.open();
    }

    @Override
    public void logged(LogEntry entry) {
        if (isFrameworkEvent(entry)) {
            return;
        }
        Bundle bundle = entry.getBundle();
        String subject = bundle == null ? "" : bundle.getSymbolicName() + ": ";
        LoggerFactory.getLogger("twitcher.osgi")
                .atLevel(level(entry))
                .setCause(entry.getException())
                .log(subject + entry.getMessage());
    }

    /** The framework's own errors come by {@link FrameworkLog}; bundles that come and go are no news. */
    private static boolean isFrameworkEvent(LogEntry entry) {
        String logger = entry.getLoggerName();
        return logger != null && logger.startsWith(FRAMEWORK_EVENTS);
    }

    private static Level level(LogEntry entry) {
        return switch (entry.getLogLevel()) {
            case AUDIT, INFO -> Level.INFO;
            case ERROR -> Level.ERROR;
            case WARN -> Level.WARN;
            case DEBUG -> Level.DEBUG;
            case TRACE -> Level.TRACE;
        };
    }
}
