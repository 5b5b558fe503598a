package twitcher.launcher.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The daemon's log, from the moment it is opened until it is closed. */
public final class Logging implements AutoCloseable {
    private static final int QUEUED_LINES = 8192;

    private final List<QueueHandler> handlers;
    /** Kept: the JDK forgets a logger, with its level, that nobody holds. */
    private final List<Logger> loggers = new ArrayList<>();

    private Logging(List<QueueHandler> handlers) {
        this.handlers = handlers;
    }

    /**
     * Opens the log.
     *
     * @throws IOException if the log file cannot be opened
     */
    public static Logging open(Settings settings) throws IOException {
        List<Sink> sinks = new ArrayList<>();
        if (settings.file().isPresent()) {
            sinks.add(new FileSink(settings.file().get(), settings.format()));
        }
        if (settings.destination() == Destination.STDOUT) {
            sinks.add(StreamSink.stdout(settings.format()));
        }
        if (sinks.isEmpty()) {
            sinks.add(SyslogSink.system(settings.format()));
        }
        Logging logging = new Logging(sinks.stream()
                .map(sink -> new QueueHandler(sink, QUEUED_LINES).start())
                .toList());
        logging.install(settings.verbosity());
        return logging;
    }

    /** Opens log files anew, because a rotation moved them. Any thread; does not block. */
    public void reopen() {
        handlers.forEach(QueueHandler::reopen);
    }

    /** Writes what is queued, waiting a second at most for each destination. */
    @Override
    public void close() {
        handlers.forEach(QueueHandler::close);
    }

    private void install(Verbosity verbosity) {
        Logger root = Logger.getLogger("");
        Arrays.stream(root.getHandlers()).forEach(root::removeHandler);
        handlers.forEach(root::addHandler);
        level("", verbosity.libraries());
        level("twitcher", verbosity.ours());
        // JLine warns of each terminal that is none, such as a daemon's standard input.
        level("org.jline", Level.SEVERE);
    }

    private void level(String name, Level level) {
        Logger logger = Logger.getLogger(name);
        logger.setLevel(level);
        loggers.add(logger);
    }

    /** Where the log goes if no file is named. */
    public enum Destination {
        SYSLOG,
        STDOUT
    }

    /**
     * What the command line says about the log.
     *
     * @param file instead of syslog; together with standard output if both are wanted
     */
    public record Settings(Optional<Path> file, Destination destination, LineFormat format, Verbosity verbosity) {}
}
