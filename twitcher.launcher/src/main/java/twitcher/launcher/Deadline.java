package twitcher.launcher;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;
import twitcher.launcher.log.Logging;

/** Ends the process when an orderly stop takes too long: whoever stops a daemon waits five seconds and no longer. */
final class Deadline {
    private static final Duration TIME = Duration.ofMillis(4_500);

    private final Logging logging;
    private final Optional<LockedFile> pidfile;
    private final AtomicBoolean armed = new AtomicBoolean();

    Deadline(Logging logging, Optional<LockedFile> pidfile) {
        this.logging = logging;
        this.pidfile = pidfile;
    }

    /** Begins to count. May be called more than once: the first counts. */
    void arm() {
        if (armed.compareAndSet(false, true)) {
            Thread thread = new Thread(this::end, "twitcher-deadline");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void end() {
        try {
            Thread.sleep(TIME.toMillis());
            LoggerFactory.getLogger(Deadline.class).warn("not stopped after {} ms: ending as it is", TIME.toMillis());
            if (pidfile.isPresent()) {
                pidfile.get().close();
            }
            // Halting is the last thing, so the log is only asked for what it can write at once.
            logging.close();
        } catch (IOException | InterruptedException e) {
            // There is no time left to deal with it.
        } finally {
            Runtime.getRuntime().halt(ExitCode.FINE);
        }
    }
}
