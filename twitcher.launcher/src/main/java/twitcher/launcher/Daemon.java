package twitcher.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import twitcher.launcher.log.Logging;

/** The daemon's life, from its locks to its last log line. */
final class Daemon {
    /** The line on standard error by which a detached daemon tells the script that it runs. */
    static final String READY = "twitcher: ready";

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(4);

    private final DaemonSettings settings;
    private final CountDownLatch started = new CountDownLatch(1);
    private final StopWish stop;
    private final long began = System.nanoTime();
    private Optional<LockedFile> pidfile = Optional.empty();
    private Logging logging;
    private Logger log;

    /** It stops when there is a {@code stop}, be it that it has not begun. */
    Daemon(DaemonSettings settings, StopWish stop) {
        this.settings = settings;
        this.stop = stop;
    }

    /**
     * Runs until a signal or the shell stops it.
     *
     * @throws StartFailure if it cannot start
     */
    void run() throws StartFailure {
        try (StateDirectory state = StateDirectory.open(settings.stateDirectory())) {
            pidfile = lockPidfile();
            runLocked(state);
        } catch (IOException e) {
            throw new StartFailure("the locks cannot be given up: " + Words.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the daemon runs; forever, if it does not start. */
    void awaitStarted() throws InterruptedException {
        started.await();
    }

    /** Has a daemon that runs stop in an orderly way, and end the process if that takes too long. Any thread. */
    void stop() {
        stop.make("told to");
    }

    private void runLocked(StateDirectory state) throws StartFailure, IOException, InterruptedException {
        try {
            openLog();
            copyExamples();
            // What has to stop does not start any more bundles.
            serve(Container.start(
                    FrameworkSettings.of(settings, state), Bundles.of(settings), bundle -> !stop.isMade()));
        } finally {
            if (pidfile.isPresent()) {
                pidfile.get().close();
            }
            if (logging != null) {
                logging.close();
            }
        }
    }

    private void serve(Container container) throws InterruptedException {
        // Before it says that it runs: whoever reads that may send one at once.
        Signals.handle("HUP", () -> background("twitcher-rescan", () -> lookAgain(container)));
        if (!stop.isMade()) {
            sayStarted(container);
        }
        background("twitcher-framework-end", () -> awaitFramework(container));
        started.countDown();
        stop.await();
        if (container.stop(STOP_TIMEOUT)) {
            log.info("stopped");
        } else {
            log.warn("not every bundle stopped within {} s: ending all the same", STOP_TIMEOUT.toSeconds());
        }
    }

    private Optional<LockedFile> lockPidfile() throws StartFailure {
        if (settings.pidfile().isEmpty()) {
            return Optional.empty();
        }
        Path path = settings.pidfile().get();
        return Optional.of(LockedFile.lock(path, "--pidfile " + path));
    }

    private void openLog() throws StartFailure {
        try {
            logging = Logging.open(settings.log());
        } catch (IOException e) {
            throw new StartFailure("--logfile " + settings.log().file().orElseThrow() + ": " + Words.of(e));
        }
        log = LoggerFactory.getLogger(Daemon.class);
        Deadline deadline = new Deadline(logging, pidfile);
        stop.tell(why -> {
            log.info("{}: stopping", why);
            deadline.arm();
        });
        Signals.handle("HUP", logging::reopen);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> log.error("thread {} ended by a bug", thread.getName(), thrown));
    }

    private void copyExamples() throws StartFailure {
        if (settings.wantsExamples()) {
            Examples.copy(settings.examples(), settings.configPath());
            log.info("{} did not exist: it now has copies of the examples", settings.configPath());
        }
    }

    private void sayStarted(Container container) {
        if (settings.trust() == DaemonSettings.Trust.ANYBODY) {
            log.warn("configs are loaded whoever owns them ({})", settings.devel() ? "--devel" : "--insecure_config");
        }
        log.info(
                "twitcher {} runs: pid={} config={} state={} start={}ms",
                Version.text(),
                ProcessHandle.current().pid(),
                settings.configPath(),
                settings.stateDirectory(),
                Duration.ofNanos(System.nanoTime() - began).toMillis());
        if (Invocation.isDetached()) {
            System.err.println(READY);
        }
        if (settings.devel()) {
            BundleContext context = container.context();
            background("twitcher-banner", () -> Banner.print(settings, context));
        }
    }

    private void lookAgain(Container container) {
        log.info("SIGHUP: reopening the log and looking at {} again", settings.configPath());
        logging.reopen();
        container.rescan();
    }

    private void awaitFramework(Container container) {
        try {
            container.waitForStop();
            stop.make("the framework has ended");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void background(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }
}
